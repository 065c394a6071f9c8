import { and, eq } from "drizzle-orm";
import { payments } from "@/db/schema/payments";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import { paymentMachine } from "@/server/modules/billing/rules/documents/machines";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockPayment } from "./internal/payment-row";
import { readPayment } from "./read-payment";
import type { PaymentDetailDto, PaymentIdInput } from "./schema";

/** Says that the money is really there (seen in the bank, counted in the till). Throws `NotFound`, `IllegalTransition`. */
export function verifyPayment(ctx: Ctx, { paymentId }: PaymentIdInput): Promise<PaymentDetailDto> {
  authorize(ctx, "payment.refund");
  return inTenant(ctx, async (tx) => {
    const row = await lockPayment(ctx, tx, paymentId);
    const status = transition("payment", paymentMachine, row.status, "verify");
    await tx
      .update(payments)
      .set({ status })
      .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, paymentId)));
    const { customerId, currency, amountMinor } = row;
    record(ctx, "payment.verified", {
      entity: { type: "payment", id: paymentId },
      payload: { customerId, currency, amountMinor },
    });
    return readPayment(ctx, tx, paymentId);
  });
}
