import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey } from "./_tenant-table";

/** Idempotency row: a job that is delivered twice takes effect once. Written in the handler's own transaction. */
export const jobRuns = pgTable(
  "job_runs",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    /** Id of the logical job: the same over all its deliveries. */
    jobId: text("job_id").notNull(),
    finishedAt: instant("finished_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("job_runs_job_key").on(t.tenantId, t.jobId),
    index("job_runs_finished_idx").on(t.tenantId, t.finishedAt),
  ],
);

/** Jobs that failed for good: looked at by a person, replayed or dismissed. */
export const jobDeadLetters = pgTable(
  "job_dead_letters",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    jobId: text("job_id").notNull(),
    payload: jsonb("payload").$type<unknown>().notNull(),
    error: text("error").notNull(),
    attempts: integer("attempts").notNull(),
    status: text("status").$type<"open" | "replayed" | "dismissed">().notNull().default("open"),
    failedAt: instant("failed_at").notNull().defaultNow(),
    resolvedAt: instant("resolved_at"),
    resolvedBy: text("resolved_by"),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("job_dead_letters_job_key").on(t.tenantId, t.jobId),
    index("job_dead_letters_open_idx").on(t.tenantId, t.status, t.failedAt),
  ],
);

/**
 * Jobs of a queue outside the database (QStash): written in the business transaction, published after it, removed when
 * done. The message only names the row, so the payload never leaves and a retried or doubled message changes nothing.
 */
export const jobOutbox = pgTable(
  "job_outbox",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    payload: jsonb("payload").$type<unknown>().notNull(),
    requestId: text("request_id").notNull(),
    /** W3C trace context of who asked. */
    traceparent: text("traceparent"),
    dedupeKey: text("dedupe_key"),
    runAt: instant("run_at").notNull().defaultNow(),
    /** Deliveries begun, counted before the handler runs, so that a crash counts too. */
    attempts: integer("attempts").notNull().default(0),
    /** Part of the vendor's deduplication id: moves when the row must be published again. */
    revision: integer("revision").notNull().default(0),
    publishedAt: instant("published_at"),
    messageId: text("message_id"),
    /** Since when a delivery works on it; a started job no longer takes part in deduplication. */
    startedAt: instant("started_at"),
    /** Until when that delivery holds it; after it another may take over. */
    leaseUntil: instant("lease_until"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    index("job_outbox_unpublished_idx").on(t.tenantId, t.publishedAt, t.runAt),
    uniqueIndex("job_outbox_dedupe_key")
      .on(t.tenantId, t.name, t.dedupeKey)
      .where(sql`started_at is null and dedupe_key is not null`),
  ],
);

/** One row per tenant, schedule and period: whoever writes it asks for the job, so a tick happens once. */
export const scheduleRuns = pgTable(
  "schedule_runs",
  {
    ...tenantColumns(),
    schedule: text("schedule").notNull(),
    /** The tenant's local day (YYYY-MM-DD), or the tick's instant for schedules that run by the minute. */
    period: text("period").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("schedule_runs_period_key").on(t.tenantId, t.schedule, t.period),
    index("schedule_runs_created_idx").on(t.tenantId, t.createdAt),
  ],
);
