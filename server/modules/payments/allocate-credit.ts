import { authorize } from "@/server/auth/authorize";
import { payerOf } from "./internal/payer";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { allocate } from "./allocate";
import { stateAllocations } from "./internal/state-allocations";
import type { AllocateCreditInput, AllocatedDto } from "./schema";

/** Pays a customer's invoices with the credit that they have. Throws `NotFound`, `Invalid`, `Conflict`. */
export function allocateCredit(ctx: Ctx, input: AllocateCreditInput): Promise<AllocatedDto> {
  authorize(ctx, "payment.record");
  const { customerId, invoices } = input;
  return inTenant(ctx, async (tx) => {
    await payerOf(ctx, tx, customerId);
    const done = await allocate(ctx, tx, { customerIds: [customerId], chosen: invoices });
    stateAllocations(ctx, done, false);
    return {
      allocations: done.map(({ invoiceId, amountMinor }) => ({ invoiceId, amountMinor })),
      allocatedMinor: done.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    };
  });
}
