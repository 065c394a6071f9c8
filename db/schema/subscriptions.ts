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
import { createdAt, day, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { customers } from "./crm";
import { branches, businessUnits } from "./units";
import { catalogItems, priceBooks, taxClasses } from "./catalog";

/** Where a service stands between us and the customer (smb-domain.md §2). The network's side is `desired` and `observed`. */
export type CommercialState =
  | "pendingInstall"
  | "pendingPayment"
  | "active"
  | "grace"
  | "pastDue"
  | "suspendRequested"
  | "suspended"
  | "reconnectRequested"
  | "paused"
  | "terminated"
  | "cancelled";

/** What the enforcement should bring about, and what it last saw. */
export type EnforcementState = "on" | "soft" | "off" | "gone";

/** Why a service is held: a set, each reason lifted by its own event. */
export type HoldReason =
  | "debt"
  | "pause"
  | "abuse"
  | "admin"
  | "contractEnd"
  | "install"
  | "payment";

/** A customer's subscription to something: an internet plan, a maintenance contract, a SaaS seat. */
export const services = pgTable(
  "services",
  {
    ...tenantColumns(),
    /** The tenant's own number, unique, 1, 2, 3… */
    number: integer("number").notNull(),
    customerId: uuid("customer_id").notNull(),
    /** What it is now; past and coming ones stand in `service_terms`. */
    itemId: uuid("item_id").notNull(),
    /** How people tell it from the customer's others: "Casa Miraflores". */
    label: text("label").notNull().default(""),
    addressId: uuid("address_id"),
    businessUnitId: uuid("business_unit_id"),
    branchId: uuid("branch_id"),
    state: text("state").$type<CommercialState>().notNull().default("pendingInstall"),
    /** Goes up with every change of state; a command states the one it saw. */
    version: integer("version").notNull().default(1),
    /** Projection of `service_holds` that are open, sorted. */
    holds: text("holds")
      .array()
      .$type<HoldReason[]>()
      .notNull()
      .default(sql`'{}'`),
    desired: text("desired").$type<EnforcementState>().notNull().default("on"),
    observed: text("observed").$type<EnforcementState>(),
    observedAt: instant("observed_at"),
    enforcementKind: text("enforcement_kind").notNull().default("none"),
    integrationId: uuid("integration_id"),
    /** What the enforcer knows it by: PPPoE user, seat, contract number. */
    enforcementRef: text("enforcement_ref").notNull().default(""),
    currency: text("currency").notNull(),
    /** Null: the tenant's default book. */
    priceBookId: uuid("price_book_id"),
    billingMode: text("billing_mode").$type<"prepaid" | "postpaid">().notNull(),
    intervalMonths: integer("interval_months").notNull().default(1),
    /** 1–31, clamped to each month's length; 31 is always the last day. */
    anchorDay: integer("anchor_day").notNull(),
    /** First day that is billed; null until it is active. */
    startedOn: day("started_on"),
    /** First day no longer billed; null: runs on. */
    endsOn: day("ends_on"),
    commitmentEndsOn: day("commitment_ends_on"),
    /** First day that is neither billed nor skipped yet. */
    nextPeriodOn: day("next_period_on"),
    /** The day on which that period falls due to be billed: its start (prepaid, less the lead) or its end (postpaid). Null: never. */
    nextBillOn: day("next_bill_on"),
    /** One term, no hold, no charge, no odd period ahead: the run may bill it by SQL alone. */
    plain: boolean("plain").notNull().default(true),
    pausedUntil: day("paused_until"),
    terminatedAt: instant("terminated_at"),
    terminationReason: text("termination_reason").notNull().default(""),
    custom: jsonb("custom").$type<Record<string, unknown>>().notNull().default({}),
    searchText: text("search_text").notNull().default(""),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("services_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("services_item_fk", t.itemId, t.tenantId, catalogItems),
    tenantReference("services_unit_fk", t.businessUnitId, t.tenantId, businessUnits),
    tenantReference("services_branch_fk", t.branchId, t.tenantId, branches),
    tenantReference("services_book_fk", t.priceBookId, t.tenantId, priceBooks),
    uniqueIndex("services_number_key").on(t.tenantId, t.number),
    index("services_customer_idx").on(t.tenantId, t.customerId, t.id),
    index("services_state_idx").on(t.tenantId, t.state, t.id),
    index("services_item_idx").on(t.tenantId, t.itemId, t.id),
    index("services_created_idx").on(t.tenantId, t.createdAt, t.id),
    index("services_differs_idx")
      .on(t.tenantId, t.id)
      .where(sql`desired is distinct from observed`),
    index("services_address_idx").on(t.tenantId, t.addressId),
  ],
);

/** What a service was, is and will be: plan, price and quantity from a day on, until the next row's day. */
export const serviceTerms = pgTable(
  "service_terms",
  {
    ...tenantColumns(),
    serviceId: uuid("service_id").notNull(),
    startsOn: day("starts_on").notNull(),
    itemId: uuid("item_id").notNull(),
    quantity: numeric("quantity", { precision: 12, scale: 4 }).notNull().default("1"),
    /** The service's own price of one, in its currency; null: the book's on the period's first day. */
    ownPrice: numeric("own_price", { precision: 18, scale: 6 }),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("service_terms_service_fk", t.serviceId, t.tenantId, services),
    tenantReference("service_terms_item_fk", t.itemId, t.tenantId, catalogItems),
    uniqueIndex("service_terms_from_key").on(t.tenantId, t.serviceId, t.startsOn),
  ],
);

/** Each time a service was held, with its reason; open while `lifted_at` is null. */
export const serviceHolds = pgTable(
  "service_holds",
  {
    ...tenantColumns(),
    serviceId: uuid("service_id").notNull(),
    reason: text("reason").$type<HoldReason>().notNull(),
    /** It slows and warns (the ladder's soft step); it does not cut. */
    soft: boolean("soft").notNull().default(false),
    note: text("note").notNull().default(""),
    placedBy: text("placed_by").notNull(),
    placedAt: instant("placed_at").notNull(),
    /** First day held, in the tenant's zone: what billing counts. */
    placedOn: day("placed_on").notNull(),
    /** Lifted by itself then; null: by its event only. */
    expiresAt: instant("expires_at"),
    liftedBy: text("lifted_by"),
    liftedAt: instant("lifted_at"),
    /** First day no longer held. */
    liftedOn: day("lifted_on"),
  },
  (t) => [
    tenantKey(t),
    tenantReference("service_holds_service_fk", t.serviceId, t.tenantId, services),
    uniqueIndex("service_holds_open_key")
      .on(t.tenantId, t.serviceId, t.reason)
      .where(sql`lifted_at is null`),
    index("service_holds_expiry_idx")
      .on(t.tenantId, t.expiresAt)
      .where(sql`lifted_at is null and expires_at is not null`),
    index("service_holds_service_idx").on(t.tenantId, t.serviceId, t.placedOn),
  ],
);

/** Charges and discounts beside the plan: once or each period, ending by themselves. */
export const charges = pgTable(
  "charges",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    /** Null: the customer's, billed with its next invoice. */
    serviceId: uuid("service_id"),
    kind: text("kind")
      .$type<
        | "charge"
        | "discount"
        | "setup"
        | "planChange"
        | "lateFee"
        | "reconnectionFee"
        | "earlyTermination"
        | "usage"
      >()
      .notNull(),
    description: text("description").notNull(),
    /** `fixed`: `amount` a unit; `percent`: of the service's recurring line (discounts negative in either). */
    basis: text("basis").$type<"fixed" | "percent">().notNull().default("fixed"),
    /** Signed: discounts and credits are below zero. In `currency`, or percent. */
    amount: numeric("amount", { precision: 18, scale: 6 }).notNull(),
    quantity: numeric("quantity", { precision: 12, scale: 4 }).notNull().default("1"),
    currency: text("currency").notNull(),
    taxClassId: uuid("tax_class_id").notNull(),
    taxIncluded: boolean("tax_included").notNull().default(true),
    businessUnitId: uuid("business_unit_id"),
    recurring: boolean("recurring").notNull().default(false),
    /** Not before this day. */
    startsOn: day("starts_on").notNull(),
    /** First day no longer charged; null: runs on. */
    endsOn: day("ends_on"),
    /** Periods left; null: by `endsOn` only. */
    cyclesLeft: integer("cycles_left"),
    status: text("status").$type<"open" | "done" | "cancelled">().notNull().default("open"),
    /** What of a one-off credit is not used up yet, in minor units (below zero). */
    remainingMinor: bigint("remaining_minor", { mode: "number" }),
    /** The same key is the same charge: a late fee for an invoice, a fee for a reconnection. */
    dedupeKey: text("dedupe_key"),
    /** How it came to be, for the line's explanation. */
    explanation: jsonb("explanation").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("charges_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("charges_service_fk", t.serviceId, t.tenantId, services),
    tenantReference("charges_tax_fk", t.taxClassId, t.tenantId, taxClasses),
    uniqueIndex("charges_dedupe_key").on(t.tenantId, t.dedupeKey),
    index("charges_customer_idx").on(t.tenantId, t.customerId, t.status),
    index("charges_service_idx").on(t.tenantId, t.serviceId, t.status),
  ],
);

/** A change of plan, a pause, an end that waits for its day. */
export const serviceChanges = pgTable(
  "service_changes",
  {
    ...tenantColumns(),
    serviceId: uuid("service_id").notNull(),
    kind: text("kind").$type<"plan" | "pause" | "resume" | "terminate" | "billDay">().notNull(),
    onDay: day("on_day").notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
    status: text("status").$type<"waiting" | "done" | "cancelled" | "failed">().notNull(),
    error: text("error"),
    membershipId: uuid("membership_id"),
    createdAt: createdAt(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    tenantKey(t),
    tenantReference("service_changes_service_fk", t.serviceId, t.tenantId, services),
    index("service_changes_due_idx").on(t.tenantId, t.status, t.onDay),
    index("service_changes_service_idx").on(t.tenantId, t.serviceId),
  ],
);
