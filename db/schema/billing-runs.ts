import { sql } from "drizzle-orm";
import {
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
