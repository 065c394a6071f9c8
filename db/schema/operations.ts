import {
  boolean,
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey } from "./_tenant-table";

/** Data keys of a tenant, wrapped by the master key. */
export const tenantKeys = pgTable(
  "tenant_keys",
  {
    ...tenantColumns(),
    /** Short id written into every ciphertext. */
    keyId: text("key_id").notNull(),
    wrappedKey: text("wrapped_key").notNull(),
    /** Which master key wrapped it. */
    masterKeyId: text("master_key_id").notNull(),
    status: text("status").$type<"active" | "retiring" | "destroyed">().notNull().default("active"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("tenant_keys_key").on(t.tenantId, t.keyId),
    /** Two first uses at once must not make two active keys. */
    uniqueIndex("tenant_keys_active_key")
      .on(t.tenantId)
      .where(sql`status = 'active'`),
  ],
);

/** A tenant's account with a vendor; several per vendor. */
export const integrations = pgTable(
  "integrations",
  {
    ...tenantColumns(),
    vendor: text("vendor").notNull(),
    name: text("name").notNull(),
    config: jsonb("config").$type<Record<string, unknown>>().notNull(),
    /** Envelope-encrypted JSON; write-only. */
    credentialsSealed: text("credentials_sealed"),
    enabled: boolean("enabled").notNull().default(true),
    health: text("health")
      .$type<"unknown" | "ok" | "degraded" | "down">()
      .notNull()
      .default("unknown"),
    healthReason: text("health_reason"),
    checkedAt: instant("checked_at"),
    createdAt: createdAt(),
  },
  (t) => [tenantKey(t), index("integrations_vendor_idx").on(t.tenantId, t.vendor)],
);

/** Panic switches. Rows of the platform tenant hold for every tenant. */
export const panicSwitches = pgTable(
  "panic_switches",
  {
    ...tenantColumns(),
    /** Integration id, vendor name, or '*' for all. */
    scope: text("scope").notNull(),
    /** Class of actions that is frozen: 'cut', 'dunning', 'outbound', … or '*'. */
    actionClass: text("action_class").notNull(),
    state: text("state").$type<"on" | "probing" | "off">().notNull().default("on"),
    origin: text("origin").$type<"manual" | "automatic">().notNull(),
    reason: text("reason").notNull(),
    startedBy: text("started_by").notNull(),
    startedAt: instant("started_at").notNull().defaultNow(),
    holdUntil: instant("hold_until").notNull(),
    endedAt: instant("ended_at"),
    endedBy: text("ended_by"),
  },
  (t) => [
    tenantKey(t),
    index("panic_switches_state_idx").on(t.tenantId, t.state),
    /** One live switch for a scope and class: two failures at once open one. */
    uniqueIndex("panic_switches_live_key")
      .on(t.tenantId, t.scope, t.actionClass)
      .where(sql`state <> 'off'`),
  ],
);

/** Commands that a panic switch held back: listed, then released or dropped by choice. */
export const panicHeld = pgTable(
  "panic_held",
  {
    ...tenantColumns(),
    switchId: uuid("switch_id").notNull(),
    switchTenantId: uuid("switch_tenant_id").notNull(),
    actionClass: text("action_class").notNull(),
    summary: text("summary").notNull(),
    /** Job to enqueue on release. */
    jobName: text("job_name").notNull(),
    payload: jsonb("payload").$type<unknown>().notNull(),
    dedupeKey: text("dedupe_key").notNull(),
    status: text("status").$type<"held" | "released" | "dropped">().notNull().default("held"),
    heldAt: instant("held_at").notNull().defaultNow(),
    resolvedAt: instant("resolved_at"),
    resolvedBy: text("resolved_by"),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("panic_held_dedupe_key").on(t.tenantId, t.dedupeKey),
    index("panic_held_list_idx").on(t.tenantId, t.status, t.id),
  ],
);

/** Failures of one integration and class of actions in the current window; enough of them switch panic on. */
export const panicFailures = pgTable(
  "panic_failures",
  {
    ...tenantColumns(),
    integrationId: text("integration_id").notNull(),
    actionClass: text("action_class").notNull(),
    windowStart: instant("window_start").notNull(),
    failures: integer("failures").notNull(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("panic_failures_key").on(t.tenantId, t.integrationId, t.actionClass),
  ],
);

/** First answers of repeatable requests (Idempotency-Key). */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    ...tenantColumns(),
    key: text("key").notNull(),
    actorId: text("actor_id").notNull(),
    operation: text("operation").notNull(),
    requestHash: text("request_hash").notNull(),
    status: text("status").$type<"running" | "done">().notNull().default("running"),
    /** The answer, envelope-encrypted: it may carry a secret that is shown once. */
    responseSealed: text("response").notNull(),
    responseStatus: integer("response_status"),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("idempotency_keys_key").on(t.tenantId, t.actorId, t.operation, t.key),
  ],
);

/** Files of a tenant; the bytes live in the file store under `storage_key`. */
export const files = pgTable(
  "files",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    mediaType: text("media_type").notNull(),
    sizeBytes: bigint("size_bytes", { mode: "number" }).notNull(),
    sha256: text("sha256").notNull(),
    storageKey: text("storage_key").notNull(),
    uploadedBy: text("uploaded_by").notNull(),
    createdAt: createdAt(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [tenantKey(t), index("files_list_idx").on(t.tenantId, t.id)],
);

/** Fixed windows of the Postgres rate limiter. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    ...tenantColumns(),
    key: text("key").notNull(),
    windowStart: instant("window_start").notNull(),
    used: integer("used").notNull(),
  },
  (t) => [tenantKey(t), uniqueIndex("rate_limits_key").on(t.tenantId, t.key)],
);
