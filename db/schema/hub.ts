import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";

/** How far each consumer (reactions, webhooks) has read a tenant's chain. */
export const eventCursors = pgTable(
  "event_cursors",
  {
    ...tenantColumns(),
    consumer: text("consumer").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull().default(0),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [tenantKey(t), uniqueIndex("event_cursors_consumer_key").on(t.tenantId, t.consumer)],
);

/** Where a tenant wants its events sent (Standard Webhooks). */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    ...tenantColumns(),
    url: text("url").notNull(),
    description: text("description").notNull().default(""),
    /** Event names or prefixes ('invoice.*'); empty means all. */
    eventNames: jsonb("event_names").$type<string[]>().notNull(),
    /** Where the chain ended when the endpoint was added: it gets what comes after. */
    sinceSeq: bigint("since_seq", { mode: "number" }).notNull().default(0),
    status: text("status").$type<"active" | "paused" | "disabled">().notNull().default("active"),
    disabledReason: text("disabled_reason"),
    /** Envelope-encrypted `whsec_…`; write-only. */
    secretSealed: text("secret_sealed").notNull(),
    previousSecretSealed: text("previous_secret_sealed"),
    previousSecretExpiresAt: instant("previous_secret_expires_at"),
    /** Since when every attempt has failed; cleared by a success. */
    failingSince: instant("failing_since"),
    createdAt: createdAt(),
    /** Deleted endpoints keep their delivery log, never their secrets. */
    deletedAt: instant("deleted_at"),
  },
  (t) => [tenantKey(t), index("webhook_endpoints_status_idx").on(t.tenantId, t.status)],
);

/** One event for one endpoint: the unit of delivery, retry and replay. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    ...tenantColumns(),
    endpointId: uuid("endpoint_id").notNull(),
    eventId: uuid("event_id").notNull(),
    /** `webhook-id`: the same on every attempt. */
    messageId: text("message_id").notNull(),
    eventName: text("event_name").notNull(),
    status: text("status")
      .$type<"pending" | "delivered" | "failed" | "cancelled">()
      .notNull()
      .default("pending"),
    attempts: integer("attempts").notNull().default(0),
    /** Attempts of the present round; a replay starts a new round, so that the schedule starts again. */
    roundAttempts: integer("round_attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    deliveredAt: instant("delivered_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("webhook_deliveries_endpoint_fk", t.endpointId, t.tenantId, webhookEndpoints),
    uniqueIndex("webhook_deliveries_message_key").on(t.tenantId, t.endpointId, t.messageId),
    index("webhook_deliveries_list_idx").on(t.tenantId, t.endpointId, t.id),
  ],
);

/** What happened at each attempt. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    ...tenantColumns(),
    deliveryId: uuid("delivery_id").notNull(),
    attempt: integer("attempt").notNull(),
    ok: boolean("ok").notNull(),
    statusCode: integer("status_code"),
    durationMs: integer("duration_ms").notNull(),
    error: text("error"),
    /** First kilobyte of the answer. */
    responseExcerpt: text("response_excerpt"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("webhook_attempts_delivery_fk", t.deliveryId, t.tenantId, webhookDeliveries),
    uniqueIndex("webhook_attempts_attempt_key").on(t.tenantId, t.deliveryId, t.attempt),
  ],
);
