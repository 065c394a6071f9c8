import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, day, instant, minor, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { invoices } from "./billing";
import { customers } from "./crm";

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
