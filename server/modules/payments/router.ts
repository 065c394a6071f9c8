import { countDto, listPageInput, listQuery } from "@/server/modules/work/schema";
import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { allocateCredit } from "./allocate-credit";
import { applyDeposit } from "./apply-deposit";
import { bankProcedures } from "./bank/procedures";
import { bouncePayment } from "./bounce-payment";
import { cardProcedures } from "./cards/procedures";
import { cashProcedures } from "./cash/procedures";
import { countDeposits } from "./count-deposits";
import { countPayments } from "./count-payments";
import { openCheckout } from "./gateways/open-checkout";
import { refundCharge } from "./gateways/refund-charge";
import { gatewayProcedures } from "./gateways/procedures";
import { getPayment } from "./get-payment";
import { listDeposits } from "./list-deposits";
import { listOpenInvoices } from "./list-open-invoices";
import { listPayments } from "./list-payments";
import { recordPayment } from "./record-payment";
import { refundMoney } from "./refund-money";
import { proofProcedures } from "./proofs/procedures";
import * as schema from "./schema";
import { takeBackAllocation } from "./take-back-allocation";
import { takeDeposit } from "./take-deposit";
import { verifyPayment } from "./verify-payment";

const rest = (method: "GET" | "POST", path: `/${string}`, summary: string) => ({
  openapi: { method, path, summary, tags: ["payments"] },
});

export const paymentsRouter = router({
  ...gatewayProcedures,
  ...cardProcedures,
  ...cashProcedures,
  ...proofProcedures,
  ...bankProcedures,
  list: staff("payment.read")
    .meta(rest("GET", "/payments", "List payments"))
    .input(listPageInput)
    .output(schema.paymentPage)
    .query(({ ctx, input }) => listPayments(ctx, input)),
  count: staff("payment.read")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countPayments(ctx, input)),
  get: staff("payment.read")
    .meta(rest("GET", "/payments/{paymentId}", "Get a payment with the invoices that it paid"))
    .input(schema.paymentIdInput)
    .output(schema.paymentDetailDto)
    .query(({ ctx, input }) => getPayment(ctx, input)),
  openInvoices: staff("payment.record")
    .input(schema.openInvoicesInput)
    .output(schema.openInvoicesDto)
    .query(({ ctx, input }) => listOpenInvoices(ctx, input)),
  record: staff("payment.record")
    .meta(rest("POST", "/payments", "Record a payment received and allocate it"))
    .input(schema.recordPaymentInput)
    .output(schema.paymentDetailDto)
    .mutation(({ ctx, input }) => recordPayment(ctx, input)),
  openCheckout: staff("payment.record")
    .meta(
      rest("POST", "/payments/checkouts", "Open a gateway's page on which invoices can be paid"),
    )
    .input(schema.openCheckoutInput)
    .output(schema.checkoutDto)
    .mutation(({ ctx, input }) => openCheckout(ctx, input)),
  verify: staff("payment.refund")
    .input(schema.paymentIdInput)
    .output(schema.paymentDetailDto)
    .mutation(({ ctx, input }) => verifyPayment(ctx, input)),
  bounce: staff("payment.refund")
    .input(schema.bouncePaymentInput)
    .output(schema.paymentDetailDto)
    .mutation(({ ctx, input }) => bouncePayment(ctx, input)),
  takeBack: staff("payment.refund")
    .input(schema.takeBackInput)
    .output(schema.allocatedDto)
    .mutation(({ ctx, input }) => takeBackAllocation(ctx, input)),
  refund: staff("payment.refund")
    .input(schema.refundInput)
    .output(schema.refundDto)
    .mutation(({ ctx, input }) => refundMoney(ctx, input)),
  refundCharge: staff("payment.refund")
    .input(schema.refundChargeInput)
    .output(schema.chargeRefundDto)
    .mutation(({ ctx, input }) => refundCharge(ctx, input)),
  spendCredit: staff("payment.record")
    .input(schema.allocateCreditInput)
    .output(schema.allocatedDto)
    .mutation(({ ctx, input }) => allocateCredit(ctx, input)),
  listDeposits: staff("payment.read")
    .meta(rest("GET", "/deposits", "List deposits held for customers"))
    .input(listPageInput)
    .output(schema.depositPage)
    .query(({ ctx, input }) => listDeposits(ctx, input)),
  countDeposits: staff("payment.read")
    .input(listQuery)
    .output(countDto)
    .query(({ ctx, input }) => countDeposits(ctx, input)),
  takeDeposit: staff("payment.record")
    .meta(rest("POST", "/deposits", "Take a deposit"))
    .input(schema.takeDepositInput)
    .output(schema.depositDto)
    .mutation(({ ctx, input }) => takeDeposit(ctx, input)),
  applyDeposit: staff("payment.record")
    .meta(rest("POST", "/deposits/{depositId}/apply", "Pay an invoice with a deposit"))
    .input(schema.applyDepositInput)
    .output(schema.depositDto)
    .mutation(({ ctx, input }) => applyDeposit(ctx, input)),
});
