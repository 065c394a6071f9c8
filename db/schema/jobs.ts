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

/** Jobs waiting to be published to a queue outside the database (QStash): written in the business transaction, swept until published. */
export const jobOutbox = pgTable(
  "job_outbox",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    payload: jsonb("payload").$type<unknown>().notNull(),
    dedupeKey: text("dedupe_key"),
    runAt: instant("run_at"),
    publishedAt: instant("published_at"),
    messageId: text("message_id"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    index("job_outbox_unpublished_idx").on(t.tenantId, t.publishedAt, t.createdAt),
  ],
);
