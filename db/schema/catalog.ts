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
import { sql } from "drizzle-orm";
import { createdAt, day, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { businessUnits } from "./units";

/** What taxes a thing bears: `IGV`, `IVA21`, `exempt`… Its rates are dated rows. */
export const taxClasses = pgTable(
  "tax_classes",
  {
    ...tenantColumns(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    isDefault: boolean("is_default").notNull().default(false),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("tax_classes_code_key").on(t.tenantId, t.code),
    uniqueIndex("tax_classes_default_key")
      .on(t.tenantId)
      .where(sql`is_default`),
  ],
);

/** The rate of a class from a day on, until the next row of the class. */
export const taxRates = pgTable(
  "tax_rates",
  {
    ...tenantColumns(),
    taxClassId: uuid("tax_class_id").notNull(),
    /** Percent: 18.0000. */
    rate: numeric("rate", { precision: 8, scale: 4 }).notNull(),
    validFrom: day("valid_from").notNull(),
    /** Law or notice that says so. */
    source: text("source").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("tax_rates_class_fk", t.taxClassId, t.tenantId, taxClasses),
    uniqueIndex("tax_rates_from_key").on(t.tenantId, t.taxClassId, t.validFrom),
  ],
);

/** Everything that can be sold, whatever the unit: plans, services, products, bundles. */
export const catalogItems = pgTable(
  "catalog_items",
  {
    ...tenantColumns(),
    /** Short, unique: FIBRA-100. */
    code: text("code").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    kind: text("kind").$type<"subscription" | "service" | "product" | "bundle">().notNull(),
    /** What a subscription is: `internet`, `maintenance`, `saas`, `iptv`, `voip`, `other`. */
    niche: text("niche").notNull().default("other"),
    category: text("category").notNull().default(""),
    /** What one is: `month`, `hour`, `unit`, `m2`, `metre`. */
    unitOfMeasure: text("unit_of_measure").notNull().default("unit"),
    businessUnitId: uuid("business_unit_id"),
    taxClassId: uuid("tax_class_id").notNull(),
    /** What it costs us, in `costCurrency`; for the margin's floor. */
    cost: numeric("cost", { precision: 18, scale: 6 }),
    costCurrency: text("cost_currency"),
    /** Percent of the price that must stay; null: none. */
    marginFloor: numeric("margin_floor", { precision: 8, scale: 4 }),
    /** Subscriptions: months a period, prepaid or postpaid, day 1–31 (31: the last) or null for the start's own day. */
    intervalMonths: integer("interval_months").notNull().default(1),
    billingMode: text("billing_mode").$type<"prepaid" | "postpaid">().notNull().default("prepaid"),
    anchorDay: integer("anchor_day"),
    /** Charged once when a service begins, in the price's currency; null: none. */
    setupFee: numeric("setup_fee", { precision: 18, scale: 6 }),
    /** Permanencia: months, and what leaving early costs (whole months left × this share of the price, in percent). */
    commitmentMonths: integer("commitment_months").notNull().default(0),
    earlyTerminationPercent: numeric("early_termination_percent", { precision: 8, scale: 4 }),
    dunningPolicyId: uuid("dunning_policy_id"),
    /** How a service of it is held to what it should be: `none`, `manual`, `webhook`, `routeros`. */
    enforcementKind: text("enforcement_kind").notNull().default("none"),
    /** Which integration enforces it. */
    integrationId: uuid("integration_id"),
    /** Internet: `{ downKbps, upKbps, burstDownKbps, burstUpKbps, burstSeconds, priority, pool, contention, capGb, fupDownKbps, fupUpKbps, schedule }`. */
    network: jsonb("network").$type<Record<string, unknown>>(),
    /** Bundles: what is inside. */
    parts: jsonb("parts").$type<{ itemId: string; quantity: string }[]>().notNull().default([]),
    searchText: text("search_text").notNull().default(""),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("catalog_items_unit_fk", t.businessUnitId, t.tenantId, businessUnits),
    tenantReference("catalog_items_tax_fk", t.taxClassId, t.tenantId, taxClasses),
    uniqueIndex("catalog_items_code_key").on(t.tenantId, t.code),
    index("catalog_items_name_idx").on(t.tenantId, t.name, t.id),
    index("catalog_items_created_idx").on(t.tenantId, t.createdAt, t.id),
  ],
);

/** A list of prices: for a zone, a segment, a currency. */
export const priceBooks = pgTable(
  "price_books",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    /** ISO 4217. */
    currency: text("currency").notNull(),
    zone: text("zone").notNull().default(""),
    segment: text("segment").notNull().default(""),
    /** Prices hold the tax already (what consumers are told). */
    taxIncluded: boolean("tax_included").notNull().default(true),
    isDefault: boolean("is_default").notNull().default(false),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("price_books_name_key").on(t.tenantId, t.name),
    uniqueIndex("price_books_default_key")
      .on(t.tenantId)
      .where(sql`is_default`),
  ],
);

/** What an item costs in a book from a day on, until the next row of the same item and book. */
export const prices = pgTable(
  "prices",
  {
    ...tenantColumns(),
    priceBookId: uuid("price_book_id").notNull(),
    itemId: uuid("item_id").notNull(),
    /** Of one unit and one interval, in the book's currency. */
    amount: numeric("amount", { precision: 18, scale: 6 }).notNull(),
    validFrom: day("valid_from").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("prices_book_fk", t.priceBookId, t.tenantId, priceBooks),
    tenantReference("prices_item_fk", t.itemId, t.tenantId, catalogItems),
    uniqueIndex("prices_from_key").on(t.tenantId, t.itemId, t.priceBookId, t.validFrom),
    index("prices_book_idx").on(t.tenantId, t.priceBookId, t.itemId, t.validFrom),
  ],
);

/** Daily exchange rates: one `currency` is `rate` of the tenant's own currency. */
export const fxRates = pgTable(
  "fx_rates",
  {
    ...tenantColumns(),
    currency: text("currency").notNull(),
    onDay: day("on_day").notNull(),
    rate: numeric("rate", { precision: 18, scale: 8 }).notNull(),
    source: text("source").$type<"manual" | "official">().notNull(),
    createdAt: createdAt(),
  },
  (t) => [tenantKey(t), uniqueIndex("fx_rates_day_key").on(t.tenantId, t.currency, t.onDay)],
);
