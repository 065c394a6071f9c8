import { z } from "zod";
import { GATEWAYS } from "@/server/integrations/payments/schema";
import { voucherDto } from "@/server/modules/payments/gateways/gateway-schema";
import { payMethod } from "@/server/modules/payments/gateways/methods-schema";
import { proofFields, proofStatus } from "@/server/modules/payments/proofs/schema";
import { payWay } from "@/server/modules/tenants/settings/paying-schema";
import { portalInvoiceDto } from "../account/schema";

const uuid = z.uuid();
/** Minor units of the row's currency. */
const minor = z.number().int();

/** What somebody who pays is told of a try: `waiting`: nobody knows yet; `review`: a person of the company looks at it. */
export const ATTEMPT_STATES = [
  "waiting",
  "paid",
  "refused",
  "over",
  "review",
  "givenBack",
] as const;

/** What somebody needs who pays, and no more. */
export const payDesk = z.object({
  /** First name and one letter, or the company's name: enough to know that it is one's own. */
  payer: z.string(),
  /** Open ones, the oldest due first. */
  invoices: z.array(portalInvoiceDto),
  gateways: z.array(
    z.object({
      ...{ integrationId: uuid, provider: z.enum(GATEWAYS), live: z.boolean() },
      /** It can keep the card for later. */
      keepsCards: z.boolean(),
      /** The ways to pay there, by the currency of what is to be paid. */
      methods: z.record(z.string(), z.array(payMethod)),
    }),
  ),
  ways: z.array(payWay),
  /** Of the last day, and those whose slip waits to be paid; the newest first. */
  attempts: z.array(
    z.object({
      id: uuid,
      state: z.enum(ATTEMPT_STATES),
      currency: z.string(),
      amountMinor: minor,
      /** The gateway's code for why not. */
      reason: z.string(),
      /** A code or slip that waits to be paid elsewhere. */
      voucher: voucherDto.nullable(),
    }),
  ),
  /** What was paid here. */
  paid: z.array(
    z.object({
      paymentId: uuid,
      receipt: z.string(),
      currency: z.string(),
      amountMinor: minor,
      receivedOn: z.iso.date(),
    }),
  ),
  /** What is agreed to when the card is kept; null: it cannot be kept here. */
  keepWords: z.object({ version: z.string(), text: z.string() }).nullable(),
  /** A service is off for debt: paying what is overdue lifts it. */
  cut: z.boolean(),
  /** What goes beside a transfer: the customer's number with its check digits. */
  reference: z.string(),
  /** Where the company is. */
  today: z.iso.date(),
  /** What was said to be paid, the newest first: by this link, or of the last month. */
  proofs: z.array(
    z.object({
      id: uuid,
      status: proofStatus,
      currency: z.string(),
      amountMinor: minor,
      /** Why not. */
      rejectReason: z.string(),
    }),
  ),
});
export type PayDesk = z.output<typeof payDesk>;

const token = z.string().regex(/^[\w-]{43}$/, "malformed_request");
export const payLinkTokenInput = z.object({ token });
export type PayLinkTokenInput = z.output<typeof payLinkTokenInput>;
export const payLinkPage = z.object({
  /** `unknown`: it was never given out here. Only an open one shows anything. */
  state: z.enum(["open", "ended", "revoked", "unknown"]),
  desk: payDesk.nullable(),
});
export type PayLinkPage = z.output<typeof payLinkPage>;

const payChosen = z.object({
  /** The account with the gateway, of those offered. */
  integrationId: uuid,
  /** In one currency; what is open of them is asked for. */
  invoiceIds: z.array(uuid).min(1).max(20),
});
export const payOwnInput = payChosen.extend({
  /** The version of the words by which the payer agreed that the card is kept; absent: it is not. */
  keepCard: z.string().trim().min(1).max(30).optional(),
});
export type PayOwnInput = z.output<typeof payOwnInput>;
export const payByLinkInput = payChosen.extend({ token });
export const proveByLinkInput = proofFields.extend({ token });
export type ProveByLinkInput = z.input<typeof proveByLinkInput>;
export type PayByLinkInput = z.output<typeof payByLinkInput>;

export const payReturnInput = z.object({ attemptId: uuid });
export type PayReturnInput = z.output<typeof payReturnInput>;
export const linkReturnInput = payReturnInput.extend({ token });
export type LinkReturnInput = z.output<typeof linkReturnInput>;

export const ownReceiptInput = z.object({ paymentId: uuid });
export const linkReceiptInput = ownReceiptInput.extend({ token });
export type LinkReceiptInput = z.output<typeof linkReceiptInput>;

export const ownPaymentDto = z.object({
  id: uuid,
  receipt: z.string(),
  status: z.enum(["recorded", "verified", "bounced", "partiallyRefunded", "refunded"]),
  method: z.string(),
  currency: z.string(),
  amountMinor: minor,
  refundedMinor: minor,
  receivedOn: z.iso.date(),
  /** Numbers of the invoices that it went to. */
  invoices: z.array(z.string()),
});
export type OwnPaymentDto = z.output<typeof ownPaymentDto>;
export const ownPaymentsInput = z.object({ cursor: z.string().max(60).optional() });
export type OwnPaymentsInput = z.output<typeof ownPaymentsInput>;
export const ownPaymentPage = z.object({
  items: z.array(ownPaymentDto),
  nextCursor: z.string().nullable(),
});
export type OwnPaymentPage = z.output<typeof ownPaymentPage>;
