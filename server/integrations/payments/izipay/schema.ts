import { z } from "zod";

/**
 * Izipay's REST API V4 (Lyra, "micuentaweb") as far as we use it; from its published samples (izipay-pe, lyra). No
 * description of the vendor's stands in `../shared/specs`: these shapes are ours. Every answer is HTTP 200; `status` says
 * whether it is a yes. Not verified against the real service: `Order/Get` as the way to all transactions of an order.
 */

const cents = z.number().int();
export const izipayCurrency = z.enum(["PEN", "USD"]);

/** `Charge/CreatePayment`: a form for somebody who pays, or (`SILENT`) a charge of a stored card. */
export const izipayPaymentRequest = z.strictObject({
  amount: z.number().int().positive(),
  currency: izipayCurrency,
  /** Ours. It may repeat there: what is paid already is looked for first. */
  orderId: z.string().min(1).max(64),
  customer: z.strictObject({ email: z.email().max(150) }).optional(),
  formAction: z.enum(["PAYMENT", "REGISTER_PAY", "SILENT"]),
  paymentMethodToken: z.string().min(1).optional(),
  ipnTargetUrl: z.url().optional(),
  paymentMethods: z.array(z.string().min(1)).min(1).optional(),
});

/** `Transaction/CancelOrRefund`. */
export const izipayRefundRequest = z.strictObject({
  uuid: z.string().min(1),
  amount: z.number().int().positive(),
  currency: izipayCurrency,
});

/** `Token/Cancel`: a stored card that charges nothing any more. */
export const izipayTokenRequest = z.strictObject({ paymentMethodToken: z.string().min(1) });
export const izipayDone = z.object({ responseCode: z.number().int().nullish() });

export const izipayForm = z.object({ formToken: z.string().min(1) });

const card = z.object({
  effectiveBrand: z.string().nullish(),
  pan: z.string().nullish(),
  expiryMonth: z.number().int().nullish(),
  expiryYear: z.number().int().nullish(),
});

export const izipayTransaction = z.object({
  uuid: z.string().min(1),
  amount: cents,
  currency: z.string(),
  status: z.string(),
  detailedStatus: z.string().nullish(),
  /** `DEBIT` or `CREDIT`. */
  operationType: z.string().nullish(),
  detailedErrorCode: z.string().nullish(),
  errorCode: z.string().nullish(),
  paymentMethodToken: z.string().nullish(),
  orderDetails: z.object({ orderId: z.string().nullish() }).nullish(),
  transactionDetails: z.object({ cardDetails: card.nullish() }).nullish(),
});
export type IzipayTransaction = z.output<typeof izipayTransaction>;

/** A payment with all its transactions, as `Order/Get` and notices tell it. */
export const izipayPayment = z.object({
  orderStatus: z.string(),
  orderDetails: z.object({
    orderId: z.string(),
    orderTotalAmount: cents,
    orderCurrency: z.string(),
    mode: z.string(),
  }),
  transactions: z.array(izipayTransaction).default([]),
});
export type IzipayPayment = z.output<typeof izipayPayment>;

/** Around every answer. */
export const izipayEnvelope = z.object({ status: z.string(), answer: z.unknown() });
export const izipayError = z.object({
  errorCode: z.string().nullish(),
  detailedErrorCode: z.string().nullish(),
});
