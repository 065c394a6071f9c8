import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, minor, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { customers } from "./crm";

/** What somebody agreed to, in the words that they saw. */
export type Mandate = {
  /** The words and their version, in the language in which they were shown. */
  wording: string;
  version: string;
  locale: string;
  /** `portal`: the customer signed in; `staff`: a member for them, who says in `note` how they agreed. */
  channel: "portal" | "staff";
  actor: { kind: "customer" | "user"; id: string };
  note: string;
  agreedAt: string;
  ip: string;
  userAgent: string;
};

/** Cards that a gateway keeps for customers; the number is never ours, and what charges them is sealed. */
export const paymentMethods = pgTable(
  "payment_methods",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    /** No foreign key: the story outlives the account. */
    integrationId: uuid("integration_id").notNull(),
    provider: text("provider").notNull(),
    live: boolean("live").notNull(),
    /** The gateway's own ids of the customer and of the card; null: forgotten, there and here. */
    tokenSealed: text("token_sealed"),
    brand: text("brand").notNull().default(""),
    last4: text("last4").notNull().default(""),
    /** The last month in which it is good: `2030-08`; empty: the gateway does not say. */
    expiresOn: text("expires_on").notNull().default(""),
    status: text("status").$type<"active" | "expired" | "removed" | "refused">().notNull(),
    mandate: jsonb("mandate").$type<Mandate>().notNull(),
    endedAt: instant("ended_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("payment_methods_customer_fk", t.customerId, t.tenantId, customers),
    index("payment_methods_customer_idx").on(t.tenantId, t.customerId, t.id),
    index("payment_methods_expiry_idx")
      .on(t.tenantId, t.expiresOn)
      .where(sql`status = 'active'`),
  ],
);

/** Customers who agreed that what they owe is charged to a kept card; one at a time for each. */
export const autopays = pgTable(
  "autopays",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id").notNull(),
    methodId: uuid("method_id").notNull(),
    mandate: jsonb("mandate").$type<Mandate>().notNull(),
    /** Of one charge, in minor units of the invoice's currency; null: whatever is owed. */
    limitMinor: minor("limit_minor"),
    endedAt: instant("ended_at"),
    /** `customer`, `staff`, `cardRemoved`, `cardExpired`, `cardRefused`, `replaced`. */
    endedWhy: text("ended_why").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("autopays_customer_fk", t.customerId, t.tenantId, customers),
    tenantReference("autopays_method_fk", t.methodId, t.tenantId, paymentMethods),
    uniqueIndex("autopays_open_key")
      .on(t.tenantId, t.customerId)
      .where(sql`ended_at is null`),
    index("autopays_customer_idx").on(t.tenantId, t.customerId, t.id),
    index("autopays_method_idx").on(t.tenantId, t.methodId),
  ],
);
