import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import type { Allocated } from "../allocate";

/** States which invoices a customer's payments went to, a fact a payment. Credit notes and deposits state their own. */
export function stateAllocations(ctx: Ctx, done: readonly Allocated[], automatic: boolean): void {
  const byPayment = Map.groupBy(
    done.filter(({ sourceKind }) => sourceKind === "payment"),
    ({ sourceId }) => sourceId,
  );
  for (const [id, parts] of byPayment) {
    const [first] = parts;
    if (!first) continue;
    const { customerId, currency } = first;
    record(ctx, "payment.allocated", {
      entity: { type: "payment", id },
      payload: {
        ...{ customerId, currency, automatic },
        amountMinor: parts.reduce((sum, part) => sum + part.amountMinor, 0),
        invoiceIds: parts.map(({ invoiceId }) => invoiceId),
      },
    });
  }
}
