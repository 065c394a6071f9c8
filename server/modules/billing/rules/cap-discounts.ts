import type { Bill } from "./bill";
import { totalOf } from "./bill";
import { lineOfTotal } from "./line-amounts";

/** Recurring discounts take no more than there is: the last ones are cut until the document is at zero, nothing is carried. */
export function capDiscounts(bill: Bill): void {
  let under = -totalOf(bill);
  for (let index = bill.lines.length - 1; index >= 0 && under > 0; index--) {
    const line = bill.lines[index];
    if (!line || line.totalMinor >= 0) continue;
    const totalMinor = Math.min(0, line.totalMinor + under);
    under -= totalMinor - line.totalMinor;
    const amounts = lineOfTotal(totalMinor, line.taxRate);
    const usedMinor = line.taxIncluded ? amounts.totalMinor : amounts.netMinor;
    const explanation = { ...line.explanation, usedMinor, cappedFromMinor: line.totalMinor };
    bill.lines[index] = { ...line, ...amounts, explanation };
  }
}
