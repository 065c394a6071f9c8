import type { WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { log } from "@/server/log";

/**
 * Knows which jobs this worker really has. When the answer to a fetch is lost, the database believes that the worker
 * holds jobs it never heard of: `giveBackForgotten` frees them, without waiting until no job may run that long.
 */
export function holdJobs(events: WorkerEvents): {
  giveBackForgotten(pool: pg.Pool, graceMs: number): Promise<number>;
} {
  let workerId: string | undefined;
  const held = new Set<string>();
  /** Ended; their rows go a moment later, so they count as held until the second look. */
  let leaving = new Set<string>();
  events.on("pool:create", ({ workerPool }) => void (workerId = workerPool.id));
  events.on("localQueue:getJobs:complete", ({ jobs }) => {
    for (const { id } of jobs) {
      held.add(id);
      leaving.delete(id);
    }
  });
  events.on("localQueue:returnJobs", ({ jobs }) => jobs.forEach(({ id }) => leaving.add(id)));
  events.on("job:complete", ({ job }) => leaving.add(job.id));
  return {
    giveBackForgotten: async (pool, graceMs) => {
      const known = [...held];
      for (const id of leaving) held.delete(id);
      leaving = new Set();
      const { rowCount } = await pool.query(
        `update graphile_worker._private_jobs set locked_by = null, locked_at = null, attempts = greatest(attempts - 1, 0)
         where locked_by = $1 and locked_at < now() - $2 * interval '1 millisecond' and id <> all ($3::bigint[])`,
        [workerId, graceMs, known],
      );
      if (rowCount) log.warn({ jobs: rowCount }, "gave jobs back whose fetch was never answered");
      return rowCount ?? 0;
    },
  };
}
