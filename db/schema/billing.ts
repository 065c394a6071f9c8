import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { customers } from "./crm";
import { charges, services } from "./subscriptions";

/** A day in the tenant's zone, `YYYY-MM-DD`. */
const day = (name: string) => date(name, { mode: "string" });
/** Minor units of the row's currency. */
const minor = (name: string) => bigint(name, { mode: "number" });

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

/** One billing run: what was previewed, approved, posted, and what went wrong. */
export const billingRuns = pgTable(
  "billing_runs",
  {
    ...tenantColumns(),
    kind: text("kind").$type<"recurring" | "manual">().notNull().default("recurring"),
    /** Everything due to be billed on or before this day. */
    billThrough: day("bill_through").notNull(),
    /** The day that its documents bear: the tenant's today when it was planned. */
    issuedOn: day("issued_on"),
    /** What the tenant had decided then: `RunPolicy` (`server/modules/billing/run/policy.ts`). */
    policy: jsonb("policy").$type<Record<string, unknown>>().notNull().default({}),
    status: text("status")
      .$type<"planning" | "planned" | "approved" | "running" | "posted" | "failed" | "cancelled">()
      .notNull(),
    /** Whose choice it was to post; null: by policy. */
    startedByMembershipId: uuid("started_by_membership_id"),
    approvedByMembershipId: uuid("approved_by_membership_id"),
    /** Where the next chunk begins: the last customer's id. */
    checkpoint: uuid("checkpoint"),
    customers: integer("customers").notNull().default(0),
    invoices: integer("invoices").notNull().default(0),
    lines: integer("lines").notNull().default(0),
    exceptions: integer("exceptions").notNull().default(0),
    skipped: integer("skipped").notNull().default(0),
    /** By currency: `{ PEN: { netMinor, taxMinor, totalMinor } }`. */
    totals: jsonb("totals").$type<Record<string, unknown>>().notNull().default({}),
    error: text("error"),
    plannedAt: instant("planned_at"),
    approvedAt: instant("approved_at"),
    startedAt: instant("started_at"),
    postedAt: instant("posted_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("billing_runs_open_key")
      .on(t.tenantId, t.kind)
      .where(sql`status in ('planning', 'planned', 'approved', 'running')`),
    index("billing_runs_day_idx").on(t.tenantId, t.billThrough, t.id),
  ],
);

/** What a run would bill, a row a line; the posting takes it from here, so that what was approved is what is billed. */
export const billingRunLines = pgTable(
  "billing_run_lines",
  {
    ...tenantColumns(),
    runId: uuid("run_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    serviceId: uuid("service_id"),
    chargeId: uuid("charge_id"),
    itemId: uuid("item_id"),
    /** The document that it will stand on; null: a skipped period, or an exception. */
    invoiceId: uuid("invoice_id"),
    billOn: day("bill_on"),
    /** What keeps two documents apart: customer · currency · day · unit. */
    billKey: text("bill_key").notNull(),
    position: integer("position").notNull(),
    kind: text("kind").notNull(),
    description: text("description").notNull(),
    currency: text("currency").notNull(),
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
    explanation: jsonb("explanation").$type<Record<string, unknown>>().notNull().default({}),
    /** Key of `errors`: this customer is left out, the others go on. */
    error: text("error"),
  },
  (t) => [
    tenantKey(t),
    tenantReference("billing_run_lines_run_fk", t.runId, t.tenantId, billingRuns),
    index("billing_run_lines_customer_idx").on(t.tenantId, t.runId, t.customerId),
  ],
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

/** Receivables by double entry: one entry a fact, never changed, corrected by a reversal. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    ...tenantColumns(),
    onDay: day("on_day").notNull(),
    /** What it states: `invoice`, `creditNote`, `payment`, `allocation`, `refund`, `writeOff`, `void`, `opening`, `fx`, `deposit`… */
    kind: text("kind").notNull(),
    /** Which document says so. Together with kind the same entry only once. */
    sourceType: text("source_type").notNull(),
    sourceId: uuid("source_id").notNull(),
    /** The entry that this one takes back. */
    reversesId: uuid("reverses_id"),
    memo: text("memo").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("ledger_entries_source_key").on(t.tenantId, t.sourceType, t.sourceId, t.kind),
    index("ledger_entries_day_idx").on(t.tenantId, t.onDay, t.id),
  ],
);

/** Accounts of the receivables ledger. */
export type LedgerAccount =
  | "receivable"
  | "revenue"
  | "tax"
  | "cash"
  | "customerCredit"
  | "deposit"
  | "writeOff"
  | "fxDifference"
  | "opening";

/**
 * The legs: debit above zero, credit below. All legs of an entry are inserted by one statement, and a trigger holds each
 * entry's sum to zero, in the tenant's currency and in each document's (migration 0032).
 */
export const ledgerLegs = pgTable(
  "ledger_legs",
  {
    ...tenantColumns(),
    entryId: uuid("entry_id").notNull(),
    account: text("account").$type<LedgerAccount>().notNull(),
    customerId: uuid("customer_id").notNull(),
    currency: text("currency").notNull(),
    /** In `currency`. */
    amountMinor: minor("amount_minor").notNull(),
    /** In the tenant's currency, at the document's rate. */
    baseMinor: minor("base_minor").notNull(),
    businessUnitId: uuid("business_unit_id"),
    branchId: uuid("branch_id"),
  },
  (t) => [
    tenantKey(t),
    tenantReference("ledger_legs_entry_fk", t.entryId, t.tenantId, ledgerEntries),
    index("ledger_legs_entry_idx").on(t.tenantId, t.entryId),
    index("ledger_legs_customer_idx").on(t.tenantId, t.customerId, t.account, t.currency),
  ],
);

/** Sum of a customer's receivable and credit, kept by the trigger that checks the legs; proven every night. */
export const customerBalances = pgTable(
  "customer_balances",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    currency: text("currency").notNull(),
    /** What is owed to us. */
    receivableMinor: minor("receivable_minor").notNull().default(0),
    /** What we owe: paid and not yet used, above zero. */
    creditMinor: minor("credit_minor").notNull().default(0),
  },
  (t) => [
    tenantKey(t),
    tenantReference("customer_balances_customer_fk", t.customerId, t.tenantId, customers),
    uniqueIndex("customer_balances_key").on(t.tenantId, t.customerId, t.currency),
    index("customer_balances_owed_idx").on(t.tenantId, t.receivableMinor),
  ],
);

/** Guarantees held for a customer: not revenue until they are applied. */
export const deposits = pgTable(
  "deposits",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    serviceId: uuid("service_id"),
    currency: text("currency").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    remainingMinor: minor("remaining_minor").notNull(),
    /** Of the tenant's currency for one of the deposit's; frozen when it was taken. */
    fxRate: numeric("fx_rate", { precision: 18, scale: 8 }).notNull().default("1"),
    status: text("status").$type<"held" | "applied" | "refunded">().notNull(),
    heldOn: day("held_on").notNull(),
    note: text("note").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("deposits_customer_fk", t.customerId, t.tenantId, customers),
    index("deposits_customer_idx").on(t.tenantId, t.customerId),
  ],
);

/** The nightly proof that the books agree with themselves. */
export const ledgerProofs = pgTable(
  "ledger_proofs",
  {
    ...tenantColumns(),
    ok: boolean("ok").notNull(),
    entries: integer("entries").notNull(),
    legs: integer("legs").notNull(),
    problems: jsonb("problems").$type<unknown[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [tenantKey(t), index("ledger_proofs_at_idx").on(t.tenantId, t.createdAt)],
);

/** A step of a dunning ladder. */
export type DunningStep = {
  /** Stable within the policy. */
  key: string;
  kind: "reminder" | "overdue" | "softStep" | "cut" | "terminate" | "task";
  /** Days from the due date; below zero: before it. */
  offsetDays: number;
  /** Reminders: which template and channels, in order. */
  template?: string;
  channels?: ("whatsapp" | "sms" | "email")[];
};

/** A ladder of reminders, grace and cuts. */
export const dunningPolicies = pgTable(
  "dunning_policies",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    isDefault: boolean("is_default").notNull().default(false),
    steps: jsonb("steps").$type<DunningStep[]>().notNull(),
    /** Cuts begin at this hour of the tenant's clock, `HH:MM`, and not after `cutUntil`. */
    cutFrom: text("cut_from").notNull().default("09:00"),
    cutUntil: text("cut_until").notNull().default("17:00"),
    /** No cuts on these days of the week (0 Sunday … 6) nor on holidays where `skipHolidays`. */
    noCutWeekdays: integer("no_cut_weekdays")
      .array()
      .notNull()
      .default(sql`'{}'`),
    skipHolidays: boolean("skip_holidays").notNull().default(true),
    skipEveOfHolidays: boolean("skip_eve_of_holidays").notNull().default(false),
    /** Debts below it neither remind nor cut, in the tenant's currency. */
    floorMinor: minor("floor_minor").notNull().default(0),
    /** One-off invoices alone do not cut. */
    oneOffCuts: boolean("one_off_cuts").notNull().default(false),
    maxPromiseDays: integer("max_promise_days").notNull().default(7),
    maxPromisesPerYear: integer("max_promises_per_year").notNull().default(3),
    /** Percent of the debt to be paid before a promise; 0: none. */
    promiseDownPaymentPercent: integer("promise_down_payment_percent").notNull().default(0),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("dunning_policies_name_key").on(t.tenantId, t.name),
    uniqueIndex("dunning_policies_default_key")
      .on(t.tenantId)
      .where(sql`is_default and archived_at is null`),
  ],
);

/** Days on which nobody is cut, for everybody or within a place. */
export const dunningBlackouts = pgTable(
  "dunning_blackouts",
  {
    ...tenantColumns(),
    fromDay: day("from_day").notNull(),
    /** Last day, inclusive. */
    toDay: day("to_day").notNull(),
    reason: text("reason").notNull(),
    /** `blackout`: by choice; `outage`: the network's fault. */
    kind: text("kind").$type<"blackout" | "outage">().notNull().default("blackout"),
    branchId: uuid("branch_id"),
    createdAt: createdAt(),
  },
  (t) => [tenantKey(t), index("dunning_blackouts_days_idx").on(t.tenantId, t.toDay, t.fromDay)],
);

/**
 * Each step taken for an invoice, or left out and why: once a step and invoice (unique with nulls alike, migration 0038).
 * `deferred`: put off, one row that says why at last. `undone`: taken back by a promise or a payment that bounced, so that
 * it may come again.
 */
export const dunningSteps = pgTable(
  "dunning_steps",
  {
    ...tenantColumns(),
    invoiceId: uuid("invoice_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    serviceId: uuid("service_id"),
    policyId: uuid("policy_id"),
    stepKey: text("step_key").notNull(),
    kind: text("kind").notNull(),
    outcome: text("outcome").$type<"done" | "skipped" | "deferred" | "undone">().notNull(),
    reason: text("reason").notNull().default(""),
    messageId: uuid("message_id"),
    onDay: day("on_day").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("dunning_steps_invoice_fk", t.invoiceId, t.tenantId, invoices),
    uniqueIndex("dunning_steps_once_key")
      .on(t.tenantId, t.invoiceId, t.stepKey, t.serviceId)
      .where(sql`outcome in ('done', 'skipped')`),
    uniqueIndex("dunning_steps_deferred_key")
      .on(t.tenantId, t.invoiceId, t.stepKey, t.serviceId)
      .where(sql`outcome = 'deferred'`),
    index("dunning_steps_invoice_idx").on(t.tenantId, t.invoiceId),
    index("dunning_steps_customer_idx").on(t.tenantId, t.customerId, t.onDay),
  ],
);

/** A customer's word to pay by a day: the debt's hold is lifted until then. */
export const paymentPromises = pgTable(
  "payment_promises",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    currency: text("currency").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    dueOn: day("due_on").notNull(),
    status: text("status").$type<"open" | "kept" | "broken" | "cancelled">().notNull(),
    /** `staff`, `portal`, `whatsapp`, `api`. */
    origin: text("origin").notNull(),
    grantedByMembershipId: uuid("granted_by_membership_id"),
    note: text("note").notNull().default(""),
    createdAt: createdAt(),
    settledAt: instant("settled_at"),
  },
  (t) => [
    tenantKey(t),
    tenantReference("payment_promises_customer_fk", t.customerId, t.tenantId, customers),
    uniqueIndex("payment_promises_open_key")
      .on(t.tenantId, t.customerId)
      .where(sql`status = 'open'`),
    index("payment_promises_due_idx").on(t.tenantId, t.status, t.dueOn),
    index("payment_promises_customer_idx").on(t.tenantId, t.customerId, t.createdAt),
    index("payment_promises_created_idx").on(t.tenantId, t.createdAt, t.id),
  ],
);

/** Somebody looks after a debt: amount, owner, channel, next action, outcome. */
export const collectionTasks = pgTable(
  "collection_tasks",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    currency: text("currency").notNull(),
    /** What was owed when it was made. */
    amountMinor: minor("amount_minor").notNull(),
    status: text("status")
      .$type<"open" | "inProgress" | "promised" | "paid" | "uncollectable" | "cancelled">()
      .notNull()
      .default("open"),
    priority: text("priority").$type<"low" | "normal" | "high">().notNull().default("normal"),
    ownerMembershipId: uuid("owner_membership_id"),
    channel: text("channel").notNull().default("phone"),
    nextAction: text("next_action").notNull().default(""),
    nextActionOn: day("next_action_on"),
    outcome: text("outcome").notNull().default(""),
    promiseId: uuid("promise_id"),
    /** `policy`, `staff`, `api`. */
    origin: text("origin").notNull(),
    /** The same key is the same task. */
    dedupeKey: text("dedupe_key"),
    closedAt: instant("closed_at"),
    searchText: text("search_text").notNull().default(""),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("collection_tasks_customer_fk", t.customerId, t.tenantId, customers),
    uniqueIndex("collection_tasks_dedupe_key").on(t.tenantId, t.dedupeKey),
    index("collection_tasks_status_idx").on(t.tenantId, t.status, t.nextActionOn, t.id),
    index("collection_tasks_customer_idx").on(t.tenantId, t.customerId),
    index("collection_tasks_created_idx").on(t.tenantId, t.createdAt, t.id),
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
