import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readPayment } from "./read-payment";
import type { PaymentDetailDto, PaymentIdInput } from "./schema";

/** One payment within reach with the invoices that it paid; throws `NotFound`. */
export function getPayment(ctx: Ctx, { paymentId }: PaymentIdInput): Promise<PaymentDetailDto> {
  authorize(ctx, "payment.read");
  return inTenant(ctx, (tx) => readPayment(ctx, tx, paymentId));
}
