import {
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
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey } from "./_tenant-table";

/** What is told to whom when a fact happens: one row an event and audience. */
export const notificationPolicies = pgTable(
  "notification_policies",
  {
    ...tenantColumns(),
    /** The event's name, or a step of dunning: `invoice.created`, `dunning.reminder`… */
    event: text("event").notNull(),
    audience: text("audience").$type<"customer" | "contacts" | "staff">().notNull(),
    enabled: boolean("enabled").notNull().default(true),
    /** Tried in this order. */
    channels: jsonb("channels").$type<("whatsapp" | "sms" | "email" | "inApp")[]>().notNull(),
    template: text("template").notNull(),
    /** `customer`: the customer's own; else a fixed one. */
    language: text("language").notNull().default("customer"),
    /** Held back in the tenant's quiet hours. */
    quietHours: boolean("quiet_hours").notNull().default(true),
    /** At most so many of this event to one customer a day; null: no cap. */
    maxPerDay: integer("max_per_day"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("notification_policies_key").on(t.tenantId, t.event, t.audience),
  ],
);

/** Each message to somebody outside: its fate by channel and what it cost. */
export const messages = pgTable(
  "messages",
  {
    ...tenantColumns(),
    customerId: uuid("customer_id"),
    /** A contact of the customer that gets its own. */
    contactId: uuid("contact_id"),
    /** The first try of the same message by another channel; its own id where it is the first. */
    originId: uuid("origin_id").notNull(),
    /** What it is about. */
    event: text("event").notNull(),
    entityType: text("entity_type").notNull().default(""),
    entityId: uuid("entity_id"),
    template: text("template").notNull(),
    locale: text("locale").notNull(),
    channel: text("channel").$type<"whatsapp" | "sms" | "email" | "console">(),
    status: text("status")
      .$type<"queued" | "held" | "sending" | "sent" | "delivered" | "read" | "failed" | "dropped">()
      .notNull(),
    /** Why it was held, dropped or failed: words in `messageLog.reason`. */
    reason: text("reason").notNull().default(""),
    /** Channels passed over before this one, and why. */
    skipped: jsonb("skipped").$type<{ channel: string; reason: string }[]>().notNull().default([]),
    /** Channels still to be tried when this one fails. */
    rest: jsonb("rest").$type<("whatsapp" | "sms" | "email" | "console")[]>().notNull().default([]),
    /** Values shown; codes and links that open something stand sealed. */
    params: jsonb("params").$type<Record<string, string>>().notNull().default({}),
    secretsSealed: text("secrets_sealed"),
    /** Held back in quiet hours, as its policy said when it was asked for. */
    quietHours: boolean("quiet_hours").notNull().default(true),
    /** Folded: the customer's name and number, what is about. */
    searchText: text("search_text").notNull().default(""),
    providerMessageId: text("provider_message_id"),
    integrationId: uuid("integration_id"),
    /** WhatsApp: `utility`, `marketing`, `authentication`. */
    category: text("category"),
    cost: numeric("cost", { precision: 18, scale: 6 }),
    costCurrency: text("cost_currency"),
    /** The vendor said what it counts as; until then the cost is what was set aside. */
    costSettled: boolean("cost_settled").notNull().default(false),
    /** Whose month's budget bears it (first day). */
    budgetMonth: date("budget_month", { mode: "string" }),
    attempts: integer("attempts").notNull().default(0),
    sendAt: instant("send_at"),
    /** When it was last handed to the vendor. */
    startedAt: instant("started_at"),
    sentAt: instant("sent_at"),
    deliveredAt: instant("delivered_at"),
    readAt: instant("read_at"),
    failedAt: instant("failed_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("messages_provider_key").on(t.tenantId, t.channel, t.providerMessageId),
    index("messages_customer_idx").on(t.tenantId, t.customerId, t.createdAt),
    index("messages_created_idx").on(t.tenantId, t.createdAt, t.id),
    index("messages_held_idx").on(t.tenantId, t.status, t.sendAt),
  ],
);

/** What messages may cost and did cost, a row a channel and month. */
export const messageBudgets = pgTable(
  "message_budgets",
  {
    ...tenantColumns(),
    channel: text("channel").notNull(),
    /** First day of the month. */
    month: date("month", { mode: "string" }).notNull(),
    /** Null: no cap. */
    cap: numeric("cap", { precision: 18, scale: 6 }),
    spent: numeric("spent", { precision: 18, scale: 6 }).notNull().default("0"),
    currency: text("currency").notNull(),
  },
  (t) => [tenantKey(t), uniqueIndex("message_budgets_key").on(t.tenantId, t.channel, t.month)],
);

/** What a vendor told us, word for word, acknowledged once it stands here, worked on by a job. */
export const inboundWebhooks = pgTable(
  "inbound_webhooks",
  {
    ...tenantColumns(),
    provider: text("provider").notNull(),
    integrationId: uuid("integration_id"),
    /** The provider's own id of the notice, or a hash of the body. */
    dedupeKey: text("dedupe_key").notNull(),
    body: text("body").notNull(),
    headers: jsonb("headers").$type<Record<string, string>>().notNull().default({}),
    status: text("status").$type<"waiting" | "done" | "ignored" | "failed">().notNull(),
    error: text("error"),
    /** What it is about at its vendor, so that it can be followed without its job; null: nothing of ours. */
    subject: jsonb("subject").$type<Record<string, unknown>>(),
    /** When the janitor asks about it next, and how often it did; null: it has not yet. */
    askAt: instant("ask_at"),
    asked: integer("asked").notNull().default(0),
    receivedAt: instant("received_at").notNull(),
    processedAt: instant("processed_at"),
  },
  (t) => [
    tenantKey(t),
    index("inbound_webhooks_account_idx").on(t.tenantId, t.integrationId, t.receivedAt),
    uniqueIndex("inbound_webhooks_key").on(t.tenantId, t.provider, t.integrationId, t.dedupeKey),
    index("inbound_webhooks_waiting_idx").on(t.tenantId, t.status, t.receivedAt),
  ],
);
