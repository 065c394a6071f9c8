import { EventEmitter } from "node:events";
import { Logger, run, type Runner, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import { roleUrl } from "@/db/role-urls";
import { composition } from "@/server/composition";
import { log } from "@/server/log";
import type { RunningWorker } from "../worker";
import { cronItems } from "./cron-items";
import { fitBatch, LARGEST_BATCH } from "./fit-batch";
import { keepHousehold } from "./household";
import { type JobTask, taskList } from "./task-list";

export type GraphileWorkerOptions = {
  /** Jobs at once; by default three quarters of the pool, so that requests keep connections. */
  concurrency?: number;
  /** How often dead workers are looked for, delayed jobs admitted. */
  householdMs?: number;
  /** A lock younger than this is never taken from a worker that cannot be seen yet. */
  graceMs?: number;
  /** Runs the product's schedules; tests switch it off. */
  schedules?: boolean;
};

/** Jobs fetched and not begun for this long go back, should a batch of quick jobs be followed by slow ones. */
const LOCAL_TTL_MS = 1_000;
const COMPLETE_DELAY_MS = 20;

/** Runs graphile-worker in this process as role `trama_jobs`, with its household: heartbeat, reaper, fair clock. */
export async function runGraphileWorker(
  options: GraphileWorkerOptions = {},
): Promise<RunningWorker> {
  const { env } = composition();
  const pool = new pg.Pool({
    connectionString:
      env.DATABASE_JOBS_URL ?? roleUrl(env.DATABASE_URL, env.TRAMA_MASTER_KEY, "trama_jobs"),
    max: 6,
    application_name: "trama-jobs",
  });
  // A connection that dies idle or between queries must not take the process with it; graphile-worker retries.
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
  const draining = new AbortController();
  const events: WorkerEvents = new EventEmitter();
  const task: JobTask = {
    pool,
    draining: draining.signal,
    startedTag: 0,
  };
  const household = keepHousehold(pool, events, task, options);
  const concurrency =
    options.concurrency ?? Math.max(2, Math.floor(env.TRAMA_DATABASE_POOL * 0.75));
  fitBatch(events, concurrency);
  const runner = await run({
    pgPool: pool,
    noHandleSignals: true,
    events,
    logger: new Logger(() => (level, message, meta) => {
      // Failed jobs are logged by dispatch, with tenant and request.
      const ours = level === "warning" || (level === "error" && !meta?.failure);
      log[ours ? "warn" : "debug"](message);
    }),
    taskList: taskList(task),
    parsedCronItems: options.schedules === false ? [] : cronItems(),
    preset: {
      worker: {
        concurrentJobs: concurrency,
        pollInterval: 1_000,
        localQueue: { size: Math.max(LARGEST_BATCH, concurrency), ttl: LOCAL_TTL_MS },
        completeJobBatchDelay: COMPLETE_DELAY_MS,
      },
    },
  });
  runner.promise.catch((error: unknown) => log.error({ err: error }, "worker ended"));
  return { stop: (timeoutMs) => stop(runner, draining, household.stop, pool, timeoutMs) };
}

async function stop(
  runner: Runner,
  draining: AbortController,
  leaveHousehold: () => Promise<void>,
  pool: pg.Pool,
  timeoutMs: number,
): Promise<void> {
  const timer = setTimeout(() => draining.abort(new Error("the process drains")), timeoutMs);
  try {
    await runner.stop();
  } catch (error) {
    log.warn(
      { err: error },
      "worker did not stop cleanly; its jobs are given back by the next reaper",
    );
  } finally {
    clearTimeout(timer);
    await leaveHousehold();
    await pool.end();
  }
}

const ignore = (): void => undefined;
