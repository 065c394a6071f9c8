import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { AllocatedDto, TakeBackAllocationInput } from "./schema";
import { takeBack } from "./take-back";

/** Takes money off an invoice: it is the customer's credit again. Throws `NotFound`, `Conflict` (taken back already). */
export function takeBackAllocation(
  ctx: Ctx,
  { allocationId, reason }: TakeBackAllocationInput,
): Promise<AllocatedDto> {
  authorize(ctx, "payment.refund");
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ customerId: string }>(sql`
      select i.customer_id as "customerId" from payment_allocations a
      join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
      where a.tenant_id = ${ctx.tenantId} and a.id = ${allocationId}`);
    const customerId = rows[0]?.customerId;
    if (!customerId) throw new NotFound("allocation");
    await lockCustomers(ctx, tx, [customerId]);
    const of = { allocationIds: [allocationId] };
    const [taken] = await takeBack(ctx, tx, { customerId, of, reason });
    if (!taken) throw new Conflict("row_already_so");
    const { sourceKind, sourceId: id, currency, invoiceId, amountMinor } = taken;
    if (sourceKind === "payment")
      record(ctx, "payment.takenBack", {
        entity: { type: "payment", id },
        payload: { customerId, currency, amountMinor, invoiceIds: [invoiceId], reason },
      });
    return { allocations: [{ invoiceId, amountMinor }], allocatedMinor: amountMinor };
  });
}
