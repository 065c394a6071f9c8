import { Invalid } from "@/server/kernel/errors";

type Sum = { currency: string; expectedMinor: number };
/** What was counted in one currency against what the shift's movements come to. Minor units. */
type CashCount = { currency: string; expectedMinor: number; countedMinor: number };
type Counted = { currency: string; countedMinor: number };

/**
 * What was counted against what should be there, currency by currency. Pure. Throws `Invalid` cash_count_missing for a
 * currency in which money should lie and nothing was said of it, cash_count_twice for one counted twice.
 */
export function countCash(sums: readonly Sum[], counted: readonly Counted[]): CashCount[] {
  const said = new Map(counted.map((row) => [row.currency, row.countedMinor]));
  if (said.size !== counted.length) throw new Invalid("cash_count_twice");
  const expected = new Map(sums.map((row) => [row.currency, row.expectedMinor]));
  for (const [currency, minor] of expected)
    if (minor !== 0 && !said.has(currency)) throw new Invalid("cash_count_missing", { currency });
  return [...new Set([...expected.keys(), ...said.keys()])].toSorted().map((currency) => ({
    currency,
    expectedMinor: expected.get(currency) ?? 0,
    countedMinor: said.get(currency) ?? 0,
  }));
}

/** Above zero: too much lies there. */
export const differenceOf = ({ expectedMinor, countedMinor }: CashCount): number =>
  countedMinor - expectedMinor;
