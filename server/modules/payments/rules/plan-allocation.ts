import type { Minor } from "@/server/kernel/money";

/** Money that can pay: a payment, a credit note, a deposit. */
export type MoneySource = { id: string; customerId: string; currency: string; leftMinor: Minor };
/** An invoice that is owed; in the order in which it is to be paid. */
export type OpenClaim = { id: string; customerId: string; currency: string; openMinor: Minor };
/** So much of the source to the invoice. */
export type Allocation = { sourceId: string; invoiceId: string; amountMinor: Minor };

/**
 * Who pays what: sources in their order, each to its customer's claims of the same currency in theirs, until one of the
 * two is used up. What is left stays with the source.
 */
export function planAllocation(
  sources: readonly MoneySource[],
  claims: readonly OpenClaim[],
): Allocation[] {
  const open = new Map(claims.map((claim) => [claim.id, claim.openMinor]));
  const plan: Allocation[] = [];
  const keyOf = (row: { customerId: string; currency: string }) =>
    `${row.customerId}:${row.currency}`;
  const byKey = Map.groupBy(claims, keyOf);
  for (const source of sources) {
    let left = source.leftMinor;
    for (const claim of byKey.get(keyOf(source)) ?? []) {
      const amountMinor = Math.min(left, open.get(claim.id) ?? 0);
      if (amountMinor <= 0) continue;
      plan.push({ sourceId: source.id, invoiceId: claim.id, amountMinor });
      open.set(claim.id, (open.get(claim.id) ?? 0) - amountMinor);
      left -= amountMinor;
    }
  }
  return plan;
}
