import type { ImportedRow } from "./read-rows";
import type { ImportKind } from "./fields";

/** Rows and sum of one currency. */
export type Total = { currency: string; rows: number; amountMinor: number };

/** What the rows add up to, by currency; kinds without money add up to nothing. Pure. */
export function totalsOf(rows: readonly ImportedRow[ImportKind][]): Total[] {
  const totals = new Map<string, Total>();
  for (const row of rows) {
    if (!("amountMinor" in row)) continue;
    const total = totals.get(row.currency) ?? { currency: row.currency, rows: 0, amountMinor: 0 };
    total.rows += 1;
    total.amountMinor += row.amountMinor;
    totals.set(row.currency, total);
  }
  return [...totals.values()].toSorted((a, b) => a.currency.localeCompare(b.currency));
}
