import { type SQL, sql } from "drizzle-orm";
import { inTenant } from "@/server/tenancy/in-tenant";
import { defineJob } from "./define-job";
import { tickSchema } from "./schedule-tick";

/** Longer than any queue redelivers: twelve tries span hours, QStash keeps a message for days. */
const KEEP_DAYS = 30;

/** Table → which of its rows nobody can ask for any more; `now` and `kept` are instants. Children before their parents. */
const OVER: Readonly<Record<string, (at: { now: string; kept: string }) => SQL>> = {
  job_runs: ({ kept }) => sql`finished_at < ${kept}::timestamptz`,
  schedule_runs: ({ kept }) => sql`created_at < ${kept}::timestamptz`,
  job_dead_letters: ({ kept }) => sql`status <> 'open' and resolved_at < ${kept}::timestamptz`,
  // An answer is promised for a day and may hold a secret that was shown once.
  idempotency_keys: ({ now }) => sql`expires_at < ${now}::timestamptz`,
  sign_in_tickets: ({ now }) => sql`expires_at < ${now}::timestamptz`,
  // Strangers write these by guessing; failures are forgotten after a day (sign-in-attempts.ts).
  sign_in_attempts: ({ now }) => sql`updated_at < ${now}::timestamptz - interval '1 day'`,
  sessions: ({ kept }) => sql`expires_at < ${kept}::timestamptz`,
};

/** Removes the tenant's rows of jobs, idempotency and sign-ins that have run their course. */
export const cleanJobRows = defineJob({
  name: "jobs.clean",
  schema: tickSchema,
  async handle(ctx) {
    const kept = new Date(ctx.now.getTime() - KEEP_DAYS * 86_400_000).toISOString();
    const at = { now: ctx.now.toISOString(), kept };
    for (const [table, isOver] of Object.entries(OVER))
      await inTenant(ctx, (tx) =>
        tx.execute(
          sql`delete from ${sql.identifier(table)} where tenant_id = ${ctx.tenantId} and ${isOver(at)}`,
        ),
      );
  },
});
