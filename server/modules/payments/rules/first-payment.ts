import type { Minor } from "@/server/kernel/money";

/** A service that begins with its first payment, and what there is of it; minor units of its currency. */
export type Awaiting = {
  id: string;
  currency: string;
  /** What documents claim of it: all paid, something open, or nothing was claimed yet. */
  claimed: "paid" | "open" | "nothing";
  /** What its first document would come to with taxes; null: not known (no price, no tax). */
  expectedMinor: Minor | null;
};

/**
 * Which services' first payment is there: what was claimed of them is paid, or, before anything was claimed, the
 * customer's free credit covers the first document. The credit counts once, in the order given.
 */
export function firstPaid(
  awaiting: readonly Awaiting[],
  credit: ReadonlyMap<string, Minor>,
): string[] {
  const left = new Map(credit);
  return awaiting
    .filter(({ currency, claimed, expectedMinor }) => {
      if (claimed !== "nothing") return claimed === "paid";
      const free = left.get(currency) ?? 0;
      if (expectedMinor === null || expectedMinor <= 0 || free < expectedMinor) return false;
      left.set(currency, free - expectedMinor);
      return true;
    })
    .map(({ id }) => id);
}
