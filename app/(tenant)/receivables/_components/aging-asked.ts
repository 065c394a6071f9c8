import { AGING_BY, agingInput, type AgingInput } from "@/server/modules/billing/statements/schema";

export type AgingBy = (typeof AGING_BY)[number];
export type AgingAsked = AgingInput & { by: AgingBy };

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** The filters that the address names; one that makes no sense falls away. */
export function askedOf(params: Params): AgingAsked {
  const by = AGING_BY.find((one) => one === params.by) ?? "customer";
  const fields = agingInput.shape;
  const names = ["asOf", "customerId", "currency", "businessUnitId", "branchId"] as const;
  const given = names.flatMap((name) => {
    const read = fields[name].safeParse(params[name] === "" ? undefined : params[name]);
    return read.success && read.data !== undefined ? [[name, read.data] as const] : [];
  });
  return { by, ...Object.fromEntries(given) };
}

/** What the server is asked for the rows; the same on both sides of the wire, so that the prefetch is found. */
export const rowsOf = (asked: AgingAsked) => ({ ...asked, limit: 50 });

/** An address of this page with other filters. */
export function hrefOf(asked: Partial<AgingAsked>): string {
  const set = Object.entries(asked).filter(([, value]) => value !== undefined && value !== "");
  return `/receivables?${new URLSearchParams(set as [string, string][]).toString()}`;
}
