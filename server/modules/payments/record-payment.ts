import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readPayment } from "./read-payment";
import { receivePayment } from "./receive-payment";
import { type PaymentDetailDto, type RecordPaymentInput, recordPaymentInput } from "./schema";

/**
 * Records money received by hand: a receipt, the invoices that it pays, the rest as the customer's credit. Asked twice
 * with the same key it is one payment. Throws as `receivePayment` does.
 */
export function recordPayment(ctx: Ctx, given: RecordPaymentInput): Promise<PaymentDetailDto> {
  const { allocation, invoices, key, ...input } = recordPaymentInput.parse(given);
  authorize(ctx, "payment.record");
  const to = allocation === "chosen" ? invoices : allocation;
  return inTenant(ctx, async (tx) => {
    const paymentId = await receivePayment(ctx, tx, {
      ...{ ...input, to, provider: "manual", providerPaymentId: key ?? null },
    });
    return readPayment(ctx, tx, paymentId, "payment.record");
  });
}
