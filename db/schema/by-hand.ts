import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, day, instant, minor, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { customers } from "./crm";
import { files } from "./operations";
import { payments } from "./payments";

/** What a customer says they paid, with the picture that shows it; a person decides. */
export const paymentProofs = pgTable(
  "payment_proofs",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    fileId: uuid("file_id").notNull(),
    /** Of the file as it is kept: the same picture twice. */
    fileSha256: text("file_sha256").notNull(),
    status: text("status").$type<"waiting" | "approved" | "rejected">().notNull(),
    /** Who brought it in: `portal`, `payPage`, `staff`. */
    source: text("source").notNull(),
    currency: text("currency").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    paidOn: day("paid_on").notNull(),
    operation: text("operation").notNull().default(""),
    /** Bank and operation number, folded: the same transfer twice; empty: no number was given. */
    operationKey: text("operation_key").notNull().default(""),
    bank: text("bank").notNull().default(""),
    note: text("note").notNull().default(""),
    /** What it is for, in this order; empty: the oldest due first. */
    invoiceIds: jsonb("invoice_ids").$type<string[]>().notNull().default([]),
    /** Until then it keeps the ladder from cutting; null: it does not. */
    holdUntil: instant("hold_until"),
    paymentId: uuid("payment_id"),
    decidedByMembershipId: uuid("decided_by_membership_id"),
    decidedAt: instant("decided_at"),
    rejectReason: text("reject_reason").notNull().default(""),
    searchText: text("search_text").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("payment_proofs_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("payment_proofs_file_fk", t.fileId, t.tenantId, files),
    tenantReference("payment_proofs_payment_fk", t.paymentId, t.tenantId, payments),
    index("payment_proofs_customer_idx").on(t.tenantId, t.customerId, t.id),
    index("payment_proofs_created_idx").on(t.tenantId, t.createdAt, t.id),
    index("payment_proofs_file_idx").on(t.tenantId, t.fileSha256),
    index("payment_proofs_operation_idx")
      .on(t.tenantId, t.operationKey)
      .where(sql`operation_key <> ''`),
  ],
);

/** What was counted in one currency against what the shift's movements come to. Minor units. */
export type CashCount = { currency: string; expectedMinor: number; countedMinor: number };

/** Cash that one person answers for, from the float to the count. */
export const cashShifts = pgTable(
  "cash_shifts",
  {
    ...tenantColumns(),
    membershipId: uuid("membership_id").notNull(),
    /** Of the company's registers; empty: the person's own bag, as collectors have. */
    register: text("register").notNull().default(""),
    status: text("status").$type<"open" | "returned" | "closed" | "approved">().notNull(),
    openedAt: instant("opened_at").notNull(),
    closedAt: instant("closed_at"),
    /** The last count. */
    counts: jsonb("counts").$type<CashCount[]>().notNull().default([]),
    /** Who counted did not see what was expected. */
    blind: boolean("blind").notNull().default(false),
    note: text("note").notNull().default(""),
    decidedByMembershipId: uuid("decided_by_membership_id"),
    decidedAt: instant("decided_at"),
    decisionNote: text("decision_note").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("cash_shifts_person_key")
      .on(t.tenantId, t.membershipId)
      .where(sql`status = 'open'`),
    uniqueIndex("cash_shifts_register_key")
      .on(t.tenantId, t.register)
      .where(sql`status = 'open' and register <> ''`),
    index("cash_shifts_opened_idx").on(t.tenantId, t.openedAt, t.id),
    index("cash_shifts_person_idx").on(t.tenantId, t.membershipId, t.openedAt),
  ],
);

/** What came into a shift's cash and what left it; never changed. */
export const cashMovements = pgTable(
  "cash_movements",
  {
    ...tenantColumns(),
    shiftId: uuid("shift_id").notNull(),
    kind: text("kind")
      .$type<"float" | "payment" | "bounce" | "refund" | "withdrawal" | "addition">()
      .notNull(),
    currency: text("currency").notNull(),
    /** Above zero: came in. */
    amountMinor: minor("amount_minor").notNull(),
    reason: text("reason").notNull().default(""),
    paymentId: uuid("payment_id"),
    /** The same key is the same movement: `payment:<id>`, or what the form said once. */
    key: text("key").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("cash_movements_shift_fk", t.shiftId, t.tenantId, cashShifts),
    tenantReference("cash_movements_payment_fk", t.paymentId, t.tenantId, payments),
    uniqueIndex("cash_movements_key").on(t.tenantId, t.key),
    index("cash_movements_shift_idx").on(t.tenantId, t.shiftId, t.id),
    index("cash_movements_payment_idx").on(t.tenantId, t.paymentId),
  ],
);
