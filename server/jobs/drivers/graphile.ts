import { sql } from "drizzle-orm";
import type { Queue } from "../queue";

/** graphile-worker in the same Postgres: the job is a row of the business transaction. */
export function openGraphileQueue(): Queue {
  return {
    driver: "graphile",
    enqueueInTransaction: async (ctx, scope) => {
      for (const job of scope.jobs) {
        await scope.tx
          .execute(sql`select app.enqueue_job(${job.name}, ${JSON.stringify(job.payload)}::jsonb, ${ctx.requestId},
          ${job.options.key ?? null}, ${job.options.runAt?.toISOString() ?? null}::timestamptz, ${job.options.priority ?? 0})`);
      }
    },
  };
}
