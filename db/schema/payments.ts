import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, day, instant, minor, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { creditNotes, documentSeries, invoices } from "./billing";
import { type Mandate, paymentMethods } from "./cards";
import { deposits } from "./ledger";
import { customers } from "./crm";

/** Money that came in. By hand here; gateways join in issue 5 of 5. */
export const payments = pgTable(
  "payments",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    /** `cash`, `transfer`, `deposit`, `card`, `wallet`, `other`. */
    method: text("method").notNull(),
    status: text("status")
      .$type<"recorded" | "verified" | "bounced" | "partiallyRefunded" | "refunded">()
      .notNull(),
    currency: text("currency").notNull(),
    fxRate: numeric("fx_rate", { precision: 18, scale: 8 }).notNull().default("1"),
    amountMinor: minor("amount_minor").notNull(),
    refundedMinor: minor("refunded_minor").notNull().default(0),
    /** Not allocated: the customer's credit. */
    unallocatedMinor: minor("unallocated_minor").notNull(),
    receivedOn: day("received_on").notNull(),
    /** Operation number of the bank, of the voucher… */
    reference: text("reference").notNull().default(""),
    note: text("note").notNull().default(""),
    /** Gateway and its own id of the payment: the same payment only once. */
    provider: text("provider").notNull().default("manual"),
    providerPaymentId: text("provider_payment_id"),
    /** The account with the gateway that its charge is at. No foreign key: the money outlives the account. */
    integrationId: uuid("integration_id"),
    receiptSeriesId: uuid("receipt_series_id"),
    receiptNumber: bigint("receipt_number", { mode: "number" }),
    receiptFullNumber: text("receipt_full_number").notNull().default(""),
    businessUnitId: uuid("business_unit_id"),
    branchId: uuid("branch_id"),
    recordedByMembershipId: uuid("recorded_by_membership_id"),
    proofFileId: uuid("proof_file_id"),
    bouncedAt: instant("bounced_at"),
    bounceReason: text("bounce_reason").notNull().default(""),
    searchText: text("search_text").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("payments_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("payments_series_fk", t.receiptSeriesId, t.tenantId, documentSeries),
    uniqueIndex("payments_provider_key").on(t.tenantId, t.provider, t.providerPaymentId),
    uniqueIndex("payments_receipt_key").on(t.tenantId, t.receiptSeriesId, t.receiptNumber),
    index("payments_customer_idx").on(t.tenantId, t.customerId, t.receivedOn, t.id),
    index("payments_received_idx").on(t.tenantId, t.receivedOn, t.id),
  ],
);

/** Which money pays which invoice; taken back by `reversed_at`, never deleted. */
export const paymentAllocations = pgTable(
  "payment_allocations",
  {
    ...tenantColumns(),
    /** One of the three pays. */
    paymentId: uuid("payment_id"),
    creditNoteId: uuid("credit_note_id"),
    depositId: uuid("deposit_id"),
    invoiceId: uuid("invoice_id").notNull(),
    /** In the invoice's currency. */
    amountMinor: minor("amount_minor").notNull(),
    reversedAt: instant("reversed_at"),
    reversalReason: text("reversal_reason").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("payment_allocations_payment_fk", t.paymentId, t.tenantId, payments),
    tenantReference("payment_allocations_note_fk", t.creditNoteId, t.tenantId, creditNotes),
    tenantReference("payment_allocations_deposit_fk", t.depositId, t.tenantId, deposits),
    tenantReference("payment_allocations_invoice_fk", t.invoiceId, t.tenantId, invoices),
    index("payment_allocations_invoice_idx").on(t.tenantId, t.invoiceId),
    index("payment_allocations_payment_idx").on(t.tenantId, t.paymentId),
  ],
);

/** Money that went back. */
export const refunds = pgTable(
  "refunds",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    paymentId: uuid("payment_id"),
    creditNoteId: uuid("credit_note_id"),
    depositId: uuid("deposit_id"),
    method: text("method").notNull(),
    currency: text("currency").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    reason: text("reason").notNull(),
    status: text("status").$type<"pending" | "succeeded" | "failed">().notNull(),
    paidOn: day("paid_on"),
    membershipId: uuid("membership_id"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("refunds_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("refunds_payment_fk", t.paymentId, t.tenantId, payments),
    index("refunds_customer_idx").on(t.tenantId, t.customerId),
  ],
);

/** Public addresses under which a customer's invoices can be paid without signing in. Only the token's hash is kept. */
export const payLinks = pgTable(
  "pay_links",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    /** Null: whatever the customer has open. */
    invoiceId: uuid("invoice_id"),
    tokenHash: text("token_hash").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** It opens nothing any more: taken back by staff, or replaced after it ended. */
    revokedAt: instant("revoked_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("pay_links_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("pay_links_invoice_fk", t.invoiceId, t.tenantId, invoices),
    uniqueIndex("pay_links_token_key").on(t.tenantId, t.tokenHash),
    index("pay_links_customer_idx").on(t.tenantId, t.customerId),
    /** For all that a customer has open there may be two after a merge. */
    uniqueIndex("pay_links_invoice_key")
      .on(t.tenantId, t.invoiceId)
      .where(sql`revoked_at is null`),
  ],
);

/** How a try to be paid through a gateway stands; `unknown`: only the gateway knows; `mismatch`: not the money that was asked for. */
export type AttemptStatus =
  | "created"
  | "pending"
  | "unknown"
  | "rejected"
  | "expired"
  | "cancelled"
  | "mismatch"
  | "approved"
  | "disputed"
  | "partiallyRefunded"
  | "refunded"
  | "chargedBack";

/** What a customer pays at a counter or in their bank's app; `until` is an instant. */
export type Voucher = { url: string | null; code: string | null; until: string | null };

/** Each try to be paid through a gateway. Its id is the reference that the gateway keeps for us, and the key of what we ask. */
export const paymentAttempts = pgTable(
  "payment_attempts",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    /** No foreign key: the story outlives the account. */
    integrationId: uuid("integration_id").notNull(),
    provider: text("provider").notNull(),
    status: text("status").$type<AttemptStatus>().notNull(),
    /** Test money never pays a real invoice. */
    live: boolean("live").notNull(),
    currency: text("currency").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    /** Which invoices were to be paid, in this order; empty: the oldest due first. */
    invoiceIds: jsonb("invoice_ids").$type<string[]>().notNull().default([]),
    /** The gateway's own ids. */
    checkoutId: text("checkout_id"),
    chargeId: text("charge_id"),
    /** The gateway's page, for who comes a second time while it is open. */
    checkoutUrl: text("checkout_url"),
    /** A code or slip that waits to be paid elsewhere; null: none was given. */
    voucher: jsonb("voucher").$type<Voucher>(),
    /** The public link that it was opened from; null: the portal or staff. */
    payLinkId: uuid("pay_link_id"),
    /** The money that came. */
    paymentId: uuid("payment_id"),
    /** A short code: the gateway's, or what did not fit. */
    reason: text("reason").notNull().default(""),
    expiresAt: instant("expires_at").notNull(),
    /** When the gateway is asked next; null: it is decided. */
    askAt: instant("ask_at"),
    asked: integer("asked").notNull().default(0),
    /** While one who came back from the page is being confirmed, nobody else is. */
    confirmingUntil: instant("confirming_until"),
    /** The payer agreed that the card is kept; then, the card that was. */
    mandate: jsonb("mandate").$type<Mandate>(),
    keptMethodId: uuid("kept_method_id"),
    /** A kept card charged without the payer: which, for which invoice, and the how manieth try. */
    methodId: uuid("method_id"),
    autopayInvoiceId: uuid("autopay_invoice_id"),
    tryNumber: integer("try_number"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("payment_attempts_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("payment_attempts_payment_fk", t.paymentId, t.tenantId, payments),
    tenantReference("payment_attempts_link_fk", t.payLinkId, t.tenantId, payLinks),
    tenantReference("payment_attempts_kept_fk", t.keptMethodId, t.tenantId, paymentMethods),
    tenantReference("payment_attempts_method_fk", t.methodId, t.tenantId, paymentMethods),
    tenantReference("payment_attempts_autopay_fk", t.autopayInvoiceId, t.tenantId, invoices),
    /** However often it is begun, a try is one. */
    uniqueIndex("payment_attempts_try_key")
      .on(t.tenantId, t.autopayInvoiceId, t.tryNumber)
      .where(sql`autopay_invoice_id is not null`),
    index("payment_attempts_method_idx").on(t.tenantId, t.methodId),
    index("payment_attempts_kept_idx").on(t.tenantId, t.keptMethodId),
    index("payment_attempts_customer_idx").on(t.tenantId, t.customerId, t.id),
    index("payment_attempts_payment_idx").on(t.tenantId, t.paymentId),
    index("payment_attempts_link_idx").on(t.tenantId, t.payLinkId),
    index("payment_attempts_account_paid_idx")
      .on(t.tenantId, t.integrationId, t.createdAt)
      .where(sql`payment_id is not null`),
    index("payment_attempts_mismatch_idx")
      .on(t.tenantId, t.integrationId)
      .where(sql`status = 'mismatch'`),
    index("payment_attempts_ask_idx")
      .on(t.tenantId, t.askAt)
      .where(sql`ask_at is not null`),
  ],
);

/** Money of a charge that is asked back from its gateway: written down before it hears of it, one after another for each charge. */
export const gatewayRefunds = pgTable(
  "gateway_refunds",
  {
    ...tenantColumns(),
    paymentId: uuid("payment_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    /** No foreign key: the story outlives the account. */
    integrationId: uuid("integration_id").notNull(),
    provider: text("provider").notNull(),
    chargeId: text("charge_id").notNull(),
    currency: text("currency").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    /** What had gone back of the charge before. */
    beforeMinor: minor("before_minor").notNull(),
    reason: text("reason").notNull(),
    /** `unknown`: only the gateway knows. */
    status: text("status").$type<"pending" | "unknown" | "succeeded" | "failed">().notNull(),
    /** The gateway's own id, and its code for a no. */
    refundId: text("refund_id"),
    failure: text("failure").notNull().default(""),
    /** When the gateway is asked next; null: it is decided. */
    askAt: instant("ask_at"),
    asked: integer("asked").notNull().default(0),
    membershipId: uuid("membership_id"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("gateway_refunds_payment_fk", t.paymentId, t.tenantId, payments),
    tenantReference("gateway_refunds_customer_fk", t.customerId, t.tenantId, customers),
    /** One at a time for each payment. */
    uniqueIndex("gateway_refunds_open_key")
      .on(t.tenantId, t.paymentId)
      .where(sql`ask_at is not null`),
    index("gateway_refunds_payment_idx").on(t.tenantId, t.paymentId, t.id),
    index("gateway_refunds_customer_idx").on(t.tenantId, t.customerId),
    index("gateway_refunds_ask_idx")
      .on(t.tenantId, t.askAt)
      .where(sql`ask_at is not null`),
  ],
);
