import type { PayWay } from "../settings/paying-schema";

/** Those that fit a document's currency; without one, all. Pure. */
export const waysFor = (ways: readonly PayWay[], currency: string | null): PayWay[] =>
  ways.filter((way) => !currency || way.currency === "" || way.currency === currency);

/** A way in one line of text: `BCP (PEN): 191-1234567-0-12 · FibraNet S.A.C.` */
export function wayText({ name, currency, number, more }: PayWay): string {
  const title = currency ? `${name} (${currency})` : name;
  const rest = [number, more].filter(Boolean).join(" · ");
  return rest ? `${title}: ${rest}` : title;
}
