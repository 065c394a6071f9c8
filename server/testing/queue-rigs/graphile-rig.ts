import pg from "pg";
import { roleUrl } from "@/db/role-urls";
import { composition } from "@/server/composition";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import type { RunningWorker } from "@/server/jobs/worker";
import type { QueueRig } from "./rig";
import { spawnVictim } from "./spawn-victim";

/** graphile-worker with a household that a test can wait for. */
export function graphileRig(): QueueRig {
  let worker: RunningWorker | undefined;
  return {
    driver: "graphile",
    open: async () => undefined,
    close: async () => undefined,
    startWorking: async () => {
      worker = await runGraphileWorker({ schedules: false, householdMs: 200, graceMs: 500 });
    },
    stopWorking: async () => {
      await worker?.stop(3_000);
      worker = undefined;
    },
    spawnVictim: () => spawnVictim({}),
    waiting: async (tenantId) => {
      const { rows } = await asJobs<{ n: number }>(
        "select count(*)::int as n from graphile_worker._private_jobs where payload->>'tenant' = $1 and payload->>'job' like 'test.%'",
        [tenantId],
      );
      return rows[0]?.n ?? 0;
    },
  };
}

/** One statement as the queue's own role. */
export async function asJobs<R extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
): Promise<pg.QueryResult<R>> {
  const { env } = composition();
  const client = new pg.Client({
    connectionString: roleUrl(env.DATABASE_URL, env.TRAMA_MASTER_KEY, "trama_jobs"),
  });
  await client.connect();
  try {
    return await client.query<R>(text, values);
  } finally {
    await client.end();
  }
}
