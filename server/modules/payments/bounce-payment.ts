import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { payments } from "@/db/schema/payments";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { reverseEntry } from "@/server/modules/billing/reverse-entry";
import { paymentMachine } from "@/server/modules/billing/rules/documents/machines";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { freeMovement } from "./bank/free-movement";
import { leaveShift } from "./cash/join-shift";
import { fetchPayment, lockPayment } from "./internal/payment-row";
import { readPayment } from "./read-payment";
import type { BouncePaymentInput, PaymentDetailDto } from "./schema";
import { takeBack } from "./take-back";

/**
 * The money never came (a cheque without cover, a transfer taken back): invoices are open again, the books take the
 * payment back, nothing is deleted. Throws `NotFound`, `IllegalTransition` (bounced already, or partly given back).
 */
export function bouncePayment(ctx: Ctx, input: BouncePaymentInput): Promise<PaymentDetailDto> {
  authorize(ctx, "payment.refund");
  return inTenant(ctx, async (tx) => {
    await bounce(ctx, tx, input);
    return readPayment(ctx, tx, input.paymentId);
  });
}

/** The same in the open transaction; a bank's movement that it was waits again. Who may, the caller has asked. */
export async function bounce(
  ctx: Ctx,
  tx: Tx,
  { paymentId, reason }: BouncePaymentInput,
): Promise<void> {
  const { customerId } = await fetchPayment(ctx, tx, paymentId);
  await lockCustomers(ctx, tx, [customerId]);
  const row = await lockPayment(ctx, tx, paymentId);
  const status = transition("payment", paymentMachine, row.status, "bounce");
  await takeBack(ctx, tx, { customerId, of: { paymentId }, reason });
  await tx
    .update(payments)
    .set({ status, unallocatedMinor: 0, bouncedAt: ctx.now, bounceReason: reason })
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, paymentId)));
  const { today: onDay } = await tenantFacts(ctx, tx);
  const entry = { kind: "payment", sourceType: "payment", sourceId: paymentId };
  await reverseEntry(ctx, tx, { ...entry, asKind: "bounce", onDay, memo: reason });
  await leaveShift(ctx, tx, row, reason);
  await freeMovement(ctx, tx, paymentId);
  const { currency, amountMinor } = row;
  record(ctx, "payment.bounced", {
    entity: { type: "payment", id: paymentId },
    payload: { customerId, currency, amountMinor, reason },
  });
}
