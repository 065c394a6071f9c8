import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, day, instant, minor, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { paymentProofs } from "./by-hand";
import { customers } from "./crm";
import { payments } from "./payments";

/** An account of the company with a bank, whose statements are brought as files. */
export const bankAccounts = pgTable(
  "bank_accounts",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    currency: text("currency").notNull(),
    /** Which title of its files holds which field, as it was chosen the last time. */
    mapping: jsonb("mapping").$type<Record<string, string>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("bank_accounts_name_key").on(t.tenantId, sql`lower(${t.name})`),
  ],
);

/** A line of a bank's statement: the same line of overlapping files is one. */
export const bankMovements = pgTable(
  "bank_movements",
  {
    ...tenantColumns(),
    bankAccountId: uuid("bank_account_id").notNull(),
    /** Hash of day, amount, reference and text, and the place among equals of one file. */
    key: text("key").notNull(),
    movedOn: day("moved_on").notNull(),
    currency: text("currency").notNull(),
    /** Above zero: came in. */
    amountMinor: minor("amount_minor").notNull(),
    reference: text("reference").notNull().default(""),
    text: text("text").notNull().default(""),
    /** What tells one payer's lines from another's; empty: too little is said. */
    payerKey: text("payer_key").notNull().default(""),
    /** `out`: money that left; `matched`: posted by it; `linked`: a payment that stood already. */
    status: text("status").$type<"waiting" | "matched" | "linked" | "ignored" | "out">().notNull(),
    /** How sure the match that is offered is, whose it would be, and why. */
    confidence: text("confidence").$type<"certain" | "likely" | "weak" | "none">().notNull(),
    /** Names of `server/modules/payments/bank/schema.ts`. */
    reasons: jsonb("reasons").$type<string[]>().notNull().default([]),
    customerId: uuid("customer_id"),
    proofId: uuid("proof_id"),
    /** What it posted, or the payment that it is; while it waits: the one that it may be. */
    paymentId: uuid("payment_id"),
    /** Times that it was taken back: each posting has a key of its own. */
    undone: integer("undone").notNull().default(0),
    ignoreReason: text("ignore_reason").notNull().default(""),
    decidedByMembershipId: uuid("decided_by_membership_id"),
    decidedAt: instant("decided_at"),
    searchText: text("search_text").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("bank_movements_account_fk", t.bankAccountId, t.tenantId, bankAccounts),
    tenantReference("bank_movements_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("bank_movements_proof_fk", t.proofId, t.tenantId, paymentProofs),
    tenantReference("bank_movements_payment_fk", t.paymentId, t.tenantId, payments),
    uniqueIndex("bank_movements_key").on(t.tenantId, t.bankAccountId, t.key),
    /** A payment is one line of one statement. */
    uniqueIndex("bank_movements_payment_key")
      .on(t.tenantId, t.paymentId)
      .where(sql`status in ('matched', 'linked')`),
    index("bank_movements_moved_idx").on(t.tenantId, t.movedOn, t.id),
    index("bank_movements_waiting_idx")
      .on(t.tenantId, t.amountMinor)
      .where(sql`status = 'waiting'`),
    index("bank_movements_customer_idx").on(t.tenantId, t.customerId),
    index("bank_movements_payer_idx")
      .on(t.tenantId, t.payerKey)
      .where(sql`payer_key <> ''`),
  ],
);
