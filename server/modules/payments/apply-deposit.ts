import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { allocate } from "./allocate";
import { fetchDeposit } from "./internal/deposit-row";
import type { ApplyDepositInput, DepositDto } from "./schema";

/** Pays an invoice with a guarantee that is held. Throws `NotFound`, `Invalid`, `Conflict` (nothing held, or nothing open). */
export function applyDeposit(ctx: Ctx, input: ApplyDepositInput): Promise<DepositDto> {
  const { depositId, invoiceId, amountMinor } = input;
  authorize(ctx, "payment.record");
  return inTenant(ctx, async (tx) => {
    const of = { kind: "deposit", id: depositId } as const;
    const { customerId } = await fetchDeposit(ctx, tx, depositId);
    const chosen = [{ invoiceId, amountMinor }];
    const done = await allocate(ctx, tx, { customerIds: [customerId], sources: [of], chosen });
    const [part] = done;
    if (!part) throw new Conflict("nothing_open");
    const { currency } = part;
    record(ctx, "deposit.applied", {
      entity: { type: "deposit", id: depositId },
      payload: { customerId, currency, amountMinor: part.amountMinor, invoiceId },
    });
    return fetchDeposit(ctx, tx, depositId);
  });
}
