import { type Bill, totalOf } from "./bill";

/**
 * Documents below the minimum wait: their lines go to the next document of the same currency and unit; the last one,
 * with nothing after it, is not billed now (its periods stay due). A document of zero waits for nothing.
 */
export function joinSmall(
  bills: readonly Bill[],
  minimumMinor: (currency: string) => number,
): Bill[] {
  const kept: Bill[] = [];
  const waiting = new Map<string, Bill>();
  for (const bill of bills) {
    const group = `${bill.currency}:${bill.businessUnitId ?? "-"}`;
    const before = waiting.get(group);
    if (before) bill.lines.unshift(...before.lines);
    waiting.delete(group);
    const total = totalOf(bill);
    if (total > 0 && total < minimumMinor(bill.currency)) waiting.set(group, bill);
    else kept.push(bill);
  }
  return kept;
}
