import {
  bigint,
  customType,
  index,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
  boolean,
} from "drizzle-orm/pg-core";
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** One row per fact, hash-chained per tenant, insert-only (grants and trigger). */
export const events = pgTable(
  "events",
  {
    ...tenantColumns(),
    /** Gapless per tenant, from 1. */
    seq: bigint("seq", { mode: "number" }).notNull(),
    name: text("name").notNull(),
    entityType: text("entity_type").notNull(),
    entityId: text("entity_id").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    /** Canonical JSON (RFC 8785) exactly as hashed; holds no personal data. */
    body: text("body").notNull(),
    /** sha256 hex of `prev_hash \n seq \n body`. */
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("events_seq_key").on(t.tenantId, t.seq),
    index("events_entity_idx").on(t.tenantId, t.entityType, t.entityId, t.seq),
    index("events_name_idx").on(t.tenantId, t.name, t.seq),
  ],
);

/** The head of each tenant's chain; its row lock serialises appends. */
export const eventHeads = pgTable(
  "event_heads",
  {
    tenantId: uuid("tenant_id").primaryKey(),
    seq: bigint("seq", { mode: "number" }).notNull().default(0),
    hash: text("hash").notNull(),
    /** A delivery job has been asked for and has not yet found the chain read to its end. */
    delivering: boolean("delivering").notNull().default(false),
  },
  () => [],
);

/** Personal data of an event, encrypted; the body holds only a salted commitment, so that it can be erased. */
export const eventDetails = pgTable(
  "event_details",
  {
    ...tenantColumns(),
    eventId: uuid("event_id").notNull(),
    /** Envelope-encrypted JSON `{ salt, data }`. */
    sealed: bytea("sealed").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("event_details_event_key").on(t.tenantId, t.eventId),
    tenantReference("event_details_event_fk", t.eventId, t.tenantId, events),
  ],
);

/** Signed checkpoints of the chain's head, also written outside the database. */
export const auditCheckpoints = pgTable(
  "audit_checkpoints",
  {
    ...tenantColumns(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    hash: text("hash").notNull(),
    signature: text("signature").notNull(),
    keyId: text("key_id").notNull(),
    location: text("location").notNull(),
    createdAt: createdAt(),
  },
  (t) => [tenantKey(t), uniqueIndex("audit_checkpoints_seq_key").on(t.tenantId, t.seq)],
);

/** Result of each nightly verification. */
export const auditVerifications = pgTable(
  "audit_verifications",
  {
    ...tenantColumns(),
    ok: boolean("ok").notNull(),
    checkedSeq: bigint("checked_seq", { mode: "number" }).notNull(),
    problems: jsonb("problems").$type<unknown[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [tenantKey(t), index("audit_verifications_at_idx").on(t.tenantId, t.createdAt)],
);
