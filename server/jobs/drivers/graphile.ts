import { sql } from "drizzle-orm";
import type { PendingJob } from "../enqueue";
import type { Queue } from "../queue";

/** Most jobs that the database's door takes in one statement. */
const CHUNK = 5_000;

/** graphile-worker in the same Postgres: the job is a row of the business transaction. */
export function openGraphileQueue(): Queue {
  return {
    driver: "graphile",
    enqueueInTransaction: async (scope, jobs) => {
      for (let start = 0; start < jobs.length; start += CHUNK) {
        const specs = JSON.stringify(jobs.slice(start, start + CHUNK).map(toSpec));
        await scope.tx.execute(
          scope.role === "platform"
            ? sql`select app.enqueue_jobs_for_tenants(${specs}::jsonb)`
            : sql`select app.enqueue_jobs(${specs}::jsonb)`,
        );
      }
    },
  };
}

const toSpec = (job: PendingJob) => ({
  id: job.id,
  tenant: job.tenantId,
  name: job.name,
  payload: job.payload ?? null,
  request: job.requestId,
  trace: job.trace,
  key: job.options.key,
  runAt: job.options.runAt?.toISOString(),
  priority: job.options.priority,
});
