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
import { customers } from "./crm";
import { charges, services } from "./subscriptions";

/** Who a document is for, as it stood then. Personal: erased by request, kept while the law keeps the document. */
export type DocumentRecipient = {
  name: string;
  taxIdKind: string;
  taxId: string;
  address: string;
  email: string | null;
};

/** A run of numbers: gapless, taken under the row's lock. */
export const documentSeries = pgTable(
  "document_series",
  {
    ...tenantColumns(),
    kind: text("kind").$type<"invoice" | "creditNote" | "receipt">().notNull(),
    /** What stands before the number: `NF01-`. */
    prefix: text("prefix").notNull(),
    padding: integer("padding").notNull().default(8),
    nextNumber: bigint("next_number", { mode: "number" }).notNull().default(1),
    businessUnitId: uuid("business_unit_id"),
    branchId: uuid("branch_id"),
    isDefault: boolean("is_default").notNull().default(false),
    /** With e-invoicing a series is the authority's; until then documents say that they have no fiscal value. */
    fiscal: boolean("fiscal").notNull().default(false),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
  },
  (t) => [tenantKey(t), uniqueIndex("document_series_key").on(t.tenantId, t.kind, t.prefix)],
);

/** A claim on a customer. Three machines beside each other: document, fiscal, payment. */
export const invoices = pgTable(
  "invoices",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    kind: text("kind").$type<"recurring" | "manual" | "opening" | "deposit" | "fee">().notNull(),
    seriesId: uuid("series_id"),
    /** Null while a draft. */
    number: bigint("number", { mode: "number" }),
    /** Prefix and padded number; empty while a draft. */
    fullNumber: text("full_number").notNull().default(""),
    documentStatus: text("document_status")
      .$type<"draft" | "approved" | "finalized" | "voided">()
      .notNull(),
    fiscalStatus: text("fiscal_status").notNull().default("notRequired"),
    paymentStatus: text("payment_status")
      .$type<"unpaid" | "partiallyPaid" | "paid">()
      .notNull()
      .default("unpaid"),
    currency: text("currency").notNull(),
    /** Of the tenant's currency for one of the document's; frozen at issue. */
    fxRate: numeric("fx_rate", { precision: 18, scale: 8 }).notNull().default("1"),
    netMinor: minor("net_minor").notNull(),
    taxMinor: minor("tax_minor").notNull(),
    totalMinor: minor("total_minor").notNull(),
    /** What is still owed: total less payments, credits and write-offs. */
    openMinor: minor("open_minor").notNull(),
    writtenOffMinor: minor("written_off_minor").notNull().default(0),
    /** When the loss was taken; null: none. */
    writtenOffAt: instant("written_off_at"),
    issuedOn: day("issued_on").notNull(),
    dueOn: day("due_on").notNull(),
    periodStart: day("period_start"),
    periodEnd: day("period_end"),
    /** The same key is the same document: what makes a run repeatable. */
    billKey: text("bill_key"),
    runId: uuid("run_id"),
    businessUnitId: uuid("business_unit_id"),
    branchId: uuid("branch_id"),
    recipient: jsonb("recipient").$type<DocumentRecipient>().notNull(),
    note: text("note").notNull().default(""),
    /** When it was first told to be overdue; null: not yet. */
    overdueAt: instant("overdue_at"),
    paidAt: instant("paid_at"),
    disputedAt: instant("disputed_at"),
    inCollectionAt: instant("in_collection_at"),
    voidedAt: instant("voided_at"),
    voidReason: text("void_reason").notNull().default(""),
    /** The draft or the voided one that this one corrects. */
    correctsId: uuid("corrects_id"),
    sentAt: instant("sent_at"),
    searchText: text("search_text").notNull().default(""),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("invoices_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("invoices_series_fk", t.seriesId, t.tenantId, documentSeries),
    uniqueIndex("invoices_number_key").on(t.tenantId, t.seriesId, t.number),
    uniqueIndex("invoices_bill_key").on(t.tenantId, t.billKey),
    index("invoices_customer_idx").on(t.tenantId, t.customerId, t.issuedOn, t.id),
    index("invoices_issued_idx").on(t.tenantId, t.issuedOn, t.id),
    /** Who owes: what dunning, aging and allocation look through. */
    index("invoices_open_idx")
      .on(t.tenantId, t.dueOn, t.customerId)
      .where(sql`open_minor > 0 and document_status = 'finalized'`),
    index("invoices_run_idx").on(t.tenantId, t.runId),
    /** Sums of the list; with `total_minor` and `open_minor` inside (migration 0041). */
    index("invoices_sums_idx")
      .on(t.tenantId, t.currency)
      .where(sql`document_status = 'finalized'`),
    /** What was closed since a day: what aging as of that day looks back through. */
    index("invoices_paid_idx")
      .on(t.tenantId, t.paidAt)
      .where(sql`paid_at is not null`),
    index("invoices_voided_idx")
      .on(t.tenantId, t.voidedAt)
      .where(sql`voided_at is not null`),
  ],
);

export const invoiceLines = pgTable(
  "invoice_lines",
  {
    ...tenantColumns(),
    invoiceId: uuid("invoice_id").notNull(),
    position: integer("position").notNull(),
    /** `recurring`, `proration`, `charge`, `discount`, `setup`, `lateFee`, `reconnectionFee`, `usage`, `opening`, `carried`… */
    kind: text("kind").notNull(),
    serviceId: uuid("service_id"),
    itemId: uuid("item_id"),
    chargeId: uuid("charge_id"),
    description: text("description").notNull(),
    quantity: numeric("quantity", { precision: 12, scale: 4 }).notNull(),
    unitPrice: numeric("unit_price", { precision: 18, scale: 6 }).notNull(),
    taxRate: numeric("tax_rate", { precision: 8, scale: 4 }).notNull(),
    taxCode: text("tax_code").notNull(),
    netMinor: minor("net_minor").notNull(),
    taxMinor: minor("tax_minor").notNull(),
    totalMinor: minor("total_minor").notNull(),
    periodStart: day("period_start"),
    periodEnd: day("period_end"),
    businessUnitId: uuid("business_unit_id"),
    branchId: uuid("branch_id"),
    /** Why the line is what it is: `{ formula, days, ofDays, price, priceFrom, taxRateFrom, … }`. */
    explanation: jsonb("explanation").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    tenantKey(t),
    tenantReference("invoice_lines_invoice_fk", t.invoiceId, t.tenantId, invoices),
    uniqueIndex("invoice_lines_position_key").on(t.tenantId, t.invoiceId, t.position),
    index("invoice_lines_service_idx").on(t.tenantId, t.serviceId, t.periodStart),
  ],
);

/** Each period of each service, billed or skipped, once: the guard against double billing, and the memory of what was skipped. */
export const billedPeriods = pgTable(
  "billed_periods",
  {
    ...tenantColumns(),
    serviceId: uuid("service_id").notNull(),
    periodStart: day("period_start").notNull(),
    /** First day that is no longer in it. */
    periodEnd: day("period_end").notNull(),
    outcome: text("outcome").$type<"billed" | "skipped" | "voided">().notNull(),
    invoiceId: uuid("invoice_id"),
    /** Of a skipped one: `paused`, `suspended`, `beforeImport`, `waived`… */
    reason: text("reason").notNull().default(""),
    runId: uuid("run_id"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("billed_periods_service_fk", t.serviceId, t.tenantId, services),
    uniqueIndex("billed_periods_key")
      .on(t.tenantId, t.serviceId, t.periodStart)
      .where(sql`outcome <> 'voided'`),
    index("billed_periods_invoice_idx").on(t.tenantId, t.invoiceId),
  ],
);

/** Takes back what an invoice claimed, in whole or in part. */
export const creditNotes = pgTable(
  "credit_notes",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    invoiceId: uuid("invoice_id"),
    seriesId: uuid("series_id"),
    number: bigint("number", { mode: "number" }),
    fullNumber: text("full_number").notNull().default(""),
    status: text("status").$type<"draft" | "finalized" | "voided">().notNull(),
    fiscalStatus: text("fiscal_status").notNull().default("notRequired"),
    reason: text("reason").notNull(),
    currency: text("currency").notNull(),
    fxRate: numeric("fx_rate", { precision: 18, scale: 8 }).notNull().default("1"),
    netMinor: minor("net_minor").notNull(),
    taxMinor: minor("tax_minor").notNull(),
    totalMinor: minor("total_minor").notNull(),
    /** Not yet used against an invoice nor paid back. */
    remainingMinor: minor("remaining_minor").notNull(),
    issuedOn: day("issued_on").notNull(),
    recipient: jsonb("recipient").$type<DocumentRecipient>().notNull(),
    businessUnitId: uuid("business_unit_id"),
    branchId: uuid("branch_id"),
    membershipId: uuid("membership_id"),
    voidedAt: instant("voided_at"),
    voidReason: text("void_reason").notNull().default(""),
    searchText: text("search_text").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("credit_notes_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("credit_notes_invoice_fk", t.invoiceId, t.tenantId, invoices),
    tenantReference("credit_notes_series_fk", t.seriesId, t.tenantId, documentSeries),
    uniqueIndex("credit_notes_number_key").on(t.tenantId, t.seriesId, t.number),
    index("credit_notes_customer_idx").on(t.tenantId, t.customerId, t.issuedOn, t.id),
    index("credit_notes_issued_idx").on(t.tenantId, t.issuedOn, t.id),
  ],
);

export const creditNoteLines = pgTable(
  "credit_note_lines",
  {
    ...tenantColumns(),
    creditNoteId: uuid("credit_note_id").notNull(),
    invoiceLineId: uuid("invoice_line_id"),
    position: integer("position").notNull(),
    description: text("description").notNull(),
    taxRate: numeric("tax_rate", { precision: 8, scale: 4 }).notNull(),
    taxCode: text("tax_code").notNull(),
    netMinor: minor("net_minor").notNull(),
    taxMinor: minor("tax_minor").notNull(),
    totalMinor: minor("total_minor").notNull(),
    businessUnitId: uuid("business_unit_id"),
    branchId: uuid("branch_id"),
  },
  (t) => [
    tenantKey(t),
    tenantReference("credit_note_lines_note_fk", t.creditNoteId, t.tenantId, creditNotes),
    uniqueIndex("credit_note_lines_position_key").on(t.tenantId, t.creditNoteId, t.position),
  ],
);

/** Charges that an invoice took up: what a void gives back. */
export const chargeUses = pgTable(
  "charge_uses",
  {
    ...tenantColumns(),
    chargeId: uuid("charge_id").notNull(),
    invoiceId: uuid("invoice_id").notNull(),
    /** First day of the period that it was charged with; for one-offs the invoice's day. */
    periodStart: day("period_start").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    releasedAt: instant("released_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("charge_uses_charge_fk", t.chargeId, t.tenantId, charges),
    tenantReference("charge_uses_invoice_fk", t.invoiceId, t.tenantId, invoices),
    uniqueIndex("charge_uses_key")
      .on(t.tenantId, t.chargeId, t.periodStart)
      .where(sql`released_at is null`),
    index("charge_uses_invoice_idx").on(t.tenantId, t.invoiceId),
  ],
);
