import { sql } from "drizzle-orm";
import { inTenant } from "@/server/tenancy/in-tenant";
import { defineJob } from "./define-job";
import { tickSchema } from "./schedule-tick";

/** Longer than any queue redelivers: twelve tries span hours, QStash keeps a message for days. */
const KEEP_DAYS = 30;

/** Removes the tenant's idempotency and schedule rows that no redelivery can ask for any more. */
export const cleanJobRows = defineJob({
  name: "jobs.clean",
  schema: tickSchema,
  async handle(ctx) {
    const before = new Date(ctx.now.getTime() - KEEP_DAYS * 86_400_000).toISOString();
    await inTenant(ctx, async (tx) => {
      await tx.execute(
        sql`delete from job_runs where tenant_id = ${ctx.tenantId} and finished_at < ${before}::timestamptz`,
      );
      await tx.execute(
        sql`delete from schedule_runs where tenant_id = ${ctx.tenantId} and created_at < ${before}::timestamptz`,
      );
      await tx.execute(
        sql`delete from job_dead_letters where tenant_id = ${ctx.tenantId} and status <> 'open' and resolved_at < ${before}::timestamptz`,
      );
    });
  },
});
