import { and, eq } from "drizzle-orm";
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
  const { paymentId, reason } = input;
  authorize(ctx, "payment.refund");
  return inTenant(ctx, async (tx) => {
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
    const { currency, amountMinor } = row;
    record(ctx, "payment.bounced", {
      entity: { type: "payment", id: paymentId },
      payload: { customerId, currency, amountMinor, reason },
    });
    return readPayment(ctx, tx, paymentId);
  });
}
