import { z } from "zod";

const uuid = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime();
/** Minor units of the row's currency. */
const minor = z.number().int();
const amount = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const currency = z.string().regex(/^[A-Z]{3}$/, "currency_shape");
const reason = z.string().trim().min(3, "reason_required").max(300);

/** How money comes in or goes out by hand. */
export const METHODS = ["cash", "transfer", "deposit", "card", "wallet", "other"] as const;
export const paymentMethod = z.enum(METHODS);
export const paymentStatus = z.enum([
  "recorded",
  "verified",
  "bounced",
  "partiallyRefunded",
  "refunded",
]);

/** Which invoices, in this order; without an amount: as much as is open. */
export const chosenInvoices = z
  .array(z.object({ invoiceId: uuid, amountMinor: amount.optional() }))
  .max(100);

export const recordPaymentInput = z.object({
  customerId: uuid,
  method: paymentMethod,
  /** Absent: the tenant's. */
  currency: currency.or(z.literal("")).default(""),
  amountMinor: amount,
  /** Absent: today. */
  receivedOn: day.or(z.literal("")).default(""),
  reference: z.string().trim().max(120).default(""),
  note: z.string().trim().max(500).default(""),
  /** `oldest`: the oldest due first; `chosen`: those given; `none`: all of it stays credit. */
  allocation: z.enum(["oldest", "chosen", "none"]).default("oldest"),
  invoices: chosenInvoices.default([]),
  /** The same key is the same payment: what a form or a program says once. */
  key: z.string().trim().min(8).max(80).optional(),
});
export type RecordPaymentInput = z.input<typeof recordPaymentInput>;

export const openCheckoutInput = z.object({
  customerId: uuid,
  /** The account with the gateway. */
  integrationId: uuid,
  /** Of this customer, in one currency; what is open of them is asked for. */
  invoiceIds: z.array(uuid).min(1).max(20),
});
export type OpenCheckoutInput = z.output<typeof openCheckoutInput>;
export const checkoutDto = z.object({
  attemptId: uuid,
  /** The gateway's page. */
  url: z.string(),
  currency: z.string(),
  amountMinor: minor,
  expiresAt: instant,
});
export type CheckoutDto = z.output<typeof checkoutDto>;

export const paymentIdInput = z.object({ paymentId: uuid });
export type PaymentIdInput = z.output<typeof paymentIdInput>;
export const bouncePaymentInput = paymentIdInput.extend({ reason });
export type BouncePaymentInput = z.output<typeof bouncePaymentInput>;
export const takeBackInput = z.object({ allocationId: uuid, reason });
export type TakeBackAllocationInput = z.output<typeof takeBackInput>;

export const refundInput = z.object({
  /** Whose money that is not used goes back. */
  source: z.enum(["payment", "creditNote", "deposit"]),
  sourceId: uuid,
  amountMinor: amount,
  method: paymentMethod,
  reason,
});
export type RefundInput = z.output<typeof refundInput>;
export const refundDto = z.object({
  id: uuid,
  customerId: uuid,
  source: z.enum(["payment", "creditNote", "deposit"]),
  sourceId: uuid,
  currency: z.string(),
  amountMinor: minor,
  method: z.string(),
  reason: z.string(),
  paidOn: day.nullable(),
});
export type RefundDto = z.output<typeof refundDto>;

export const refundChargeInput = paymentIdInput.extend({
  amountMinor: amount,
  reason,
});
export type RefundChargeInput = z.output<typeof refundChargeInput>;
/** Money asked back from a gateway; `unknown`: it does not say yet whether it went. */
export const chargeRefundDto = z.object({
  id: uuid,
  currency: z.string(),
  amountMinor: minor,
  reason: z.string(),
  status: z.enum(["pending", "unknown", "succeeded", "failed"]),
  /** The gateway's code for a no. */
  failure: z.string(),
  createdAt: instant,
});
export type ChargeRefundDto = z.output<typeof chargeRefundDto>;

export const allocateCreditInput = z.object({
  customerId: uuid,
  /** Absent: the oldest due first. */
  invoices: chosenInvoices.optional(),
});
export type AllocateCreditInput = z.output<typeof allocateCreditInput>;
export const allocatedDto = z.object({
  allocations: z.array(z.object({ invoiceId: uuid, amountMinor: minor })),
  allocatedMinor: minor,
});
export type AllocatedDto = z.output<typeof allocatedDto>;

export const paymentDto = z.object({
  id: uuid,
  /** Of the receipt: `RC01-00000007`. */
  receipt: z.string(),
  status: paymentStatus,
  method: z.string(),
  provider: z.string(),
  customerId: uuid,
  customerName: z.string(),
  currency: z.string(),
  amountMinor: minor,
  refundedMinor: minor,
  /** Still the customer's credit. */
  unallocatedMinor: minor,
  receivedOn: day,
  reference: z.string(),
  recordedBy: z.string().nullable(),
  createdAt: instant,
});
export type PaymentDto = z.output<typeof paymentDto>;
export const paymentPage = z.object({
  items: z.array(paymentDto),
  nextCursor: z.string().nullable(),
});
export type PaymentPage = z.output<typeof paymentPage>;

export const paymentDetailDto = paymentDto.extend({
  note: z.string(),
  fxRate: z.string(),
  baseCurrency: z.string(),
  bounceReason: z.string(),
  bouncedAt: instant.nullable(),
  allocations: z.array(
    z.object({
      id: uuid,
      invoiceId: uuid,
      invoiceNumber: z.string(),
      dueOn: day,
      amountMinor: minor,
      invoiceOpenMinor: minor,
      reversedAt: instant.nullable(),
      reversalReason: z.string(),
    }),
  ),
  refunds: z.array(refundDto),
  /** Came by a gateway's charge. */
  byGateway: z.boolean(),
  /** Its account is there still, and can be asked to give it back to where it came from. */
  asksBack: z.boolean(),
  chargeRefunds: z.array(chargeRefundDto),
});
export type PaymentDetailDto = z.output<typeof paymentDetailDto>;

export const openInvoicesInput = z.object({
  customerId: uuid,
  currency: currency.or(z.literal("")).default(""),
});
export type OpenInvoicesInput = z.input<typeof openInvoicesInput>;
export const openInvoicesDto = z.object({
  currency: z.string(),
  creditMinor: minor,
  /** In which something is open or in credit. */
  currencies: z.array(z.string()),
  invoices: z.array(
    z.object({
      id: uuid,
      number: z.string(),
      issuedOn: day,
      dueOn: day,
      overdue: z.boolean(),
      totalMinor: minor,
      openMinor: minor,
    }),
  ),
});
export type OpenInvoicesDto = z.output<typeof openInvoicesDto>;

export const takeDepositInput = z.object({
  customerId: uuid,
  serviceId: uuid.nullable().default(null),
  /** Cash is in the till of who takes it. */
  method: paymentMethod.default("other"),
  currency: currency.or(z.literal("")).default(""),
  amountMinor: amount,
  note: z.string().trim().max(300).default(""),
  /** The same key is the same deposit: what a form or a program says once. */
  key: z.string().trim().min(8).max(80).optional(),
});
export type TakeDepositInput = z.input<typeof takeDepositInput>;
export const applyDepositInput = z.object({
  depositId: uuid,
  invoiceId: uuid,
  amountMinor: amount.optional(),
});
export type ApplyDepositInput = z.output<typeof applyDepositInput>;
export const depositDto = z.object({
  id: uuid,
  customerId: uuid,
  customerName: z.string(),
  serviceId: uuid.nullable(),
  serviceLabel: z.string().nullable(),
  currency: z.string(),
  amountMinor: minor,
  remainingMinor: minor,
  status: z.enum(["held", "applied", "refunded"]),
  heldOn: day,
  note: z.string(),
});
export type DepositDto = z.output<typeof depositDto>;
export const depositPage = z.object({
  items: z.array(depositDto),
  nextCursor: z.string().nullable(),
});
export type DepositPage = z.output<typeof depositPage>;
