import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { readTenant } from "@/server/tenancy/read-tenant";
import { readPayment } from "./read-payment";
import type { PaymentDetailDto, PaymentIdInput } from "./schema";

/** One payment within reach with the invoices that it paid; throws `NotFound`. */
export function getPayment(ctx: Ctx, { paymentId }: PaymentIdInput): Promise<PaymentDetailDto> {
  authorize(ctx, "payment.read");
  return readTenant(ctx, (tx) => readPayment(ctx, tx, paymentId));
}
