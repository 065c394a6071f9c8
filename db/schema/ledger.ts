import { sql } from "drizzle-orm";
import {
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
import { createdAt, day, minor, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { customers } from "./crm";

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
  | "opening"
  | "cashDifference";

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
    /** Null: nobody's; what a till lacked or had too much. */
    customerId: uuid("customer_id"),
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
    /** Who has credit: what a billing run lets pay. */
    index("customer_balances_credit_idx")
      .on(t.tenantId, t.customerId)
      .where(sql`credit_minor > 0`),
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
    /** The form's or the program's key: the same key is the same deposit. */
    requestKey: text("request_key"),
    searchText: text("search_text").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("deposits_customer_fk", t.customerId, t.tenantId, customers),
    index("deposits_customer_idx").on(t.tenantId, t.customerId),
    index("deposits_held_idx").on(t.tenantId, t.heldOn, t.id),
    uniqueIndex("deposits_request_key").on(t.tenantId, t.requestKey),
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
