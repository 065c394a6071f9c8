import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, run, type Runner, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import { NOTICES_DEAD_SERVER } from "@/db/drivers/pg";
import { roleUrl } from "@/db/role-urls";
import { composition } from "@/server/composition";
import { log } from "@/server/log";
import type { RunningWorker } from "../worker";
import { cronItems } from "./cron-items";
import { fitBatch, LARGEST_BATCH } from "./fit-batch";
import { keepHousehold } from "./household";
import { type Generation, keepRunning } from "./keep-running";
import { countRunning } from "./running-jobs";
import { type JobTask, taskList } from "./task-list";
import { watchRelease } from "./watch-release";
import { watchStall } from "./watch-stall";

export type GraphileWorkerOptions = {
  /** Jobs at once; by default three quarters of the pool, so that requests keep connections. */
  concurrency?: number;
  /** How often dead workers are looked for, delayed jobs admitted. */
  householdMs?: number;
  /** A lock younger than this is never taken from a worker that cannot be seen yet. */
  graceMs?: number;
  /** With free hands and without a look for jobs for this long, the worker begins anew. */
  stallMs?: number;
  /** Runs the product's schedules; tests switch it off. */
  schedules?: boolean;
};

/** Jobs fetched and not begun for this long go back, should a batch of quick jobs be followed by slow ones. */
const LOCAL_TTL_MS = 1_000;
const COMPLETE_DELAY_MS = 20;
const LAST_WORDS_MS = 3_000;
const STALL_MS = 10_000;

/** Runs graphile-worker in this process as role `trama_jobs`, with its household: heartbeat, reaper, fair clock. Ends only when stopped. */
export async function runGraphileWorker(
  options: GraphileWorkerOptions = {},
): Promise<RunningWorker> {
  const { env } = composition();
  const pool = new pg.Pool({
    connectionString:
      env.DATABASE_JOBS_URL ?? roleUrl(env.DATABASE_URL, env.TRAMA_MASTER_KEY, "trama_jobs"),
    max: 6,
    connectionTimeoutMillis: 10_000,
    application_name: "trama-jobs",
    ...NOTICES_DEAD_SERVER,
  });
  // A connection that dies idle or between queries must not take the process with it; graphile-worker retries.
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
  const draining = new AbortController();
  const task: JobTask = { pool, draining: draining.signal, startedTag: 0 };
  const begin = () => beginGeneration(task, options);
  const running = keepRunning(await begin(), begin);
  return {
    stop: async (timeoutMs) => {
      const timer = setTimeout(() => draining.abort(new Error("the process drains")), timeoutMs);
      await running.stop().finally(() => clearTimeout(timer));
      // A connection that somebody waits on for ever must not hold the process's end.
      await Promise.race([pool.end(), sleep(LAST_WORDS_MS, undefined, { ref: false })]);
    },
  };
}

async function beginGeneration(task: JobTask, options: GraphileWorkerOptions): Promise<Generation> {
  const events: WorkerEvents = new EventEmitter();
  const household = keepHousehold(task.pool, events, task, options);
  const concurrency =
    options.concurrency ?? Math.max(2, Math.floor(composition().env.TRAMA_DATABASE_POOL * 0.75));
  fitBatch(events, concurrency);
  watchRelease(events);
  const running = countRunning(events);
  const { promise: over, resolve: markOver } = Promise.withResolvers<void>();
  events.on("pool:gracefulShutdown", () => markOver());
  const allBusy = () => running.now() >= concurrency;
  const stopWatch = watchStall(events, { stallMs: options.stallMs ?? STALL_MS, allBusy }, markOver);
  void over.then(stopWatch);
  try {
    const runner = await run({
      pgPool: task.pool,
      noHandleSignals: true,
      events,
      logger: quietLogger,
      taskList: taskList(task),
      parsedCronItems: options.schedules === false ? [] : cronItems(),
      preset: {
        plugins: [answersForShutdown],
        worker: {
          concurrentJobs: concurrency,
          pollInterval: 1_000,
          localQueue: { size: Math.max(LARGEST_BATCH, concurrency), ttl: LOCAL_TTL_MS },
          completeJobBatchDelay: COMPLETE_DELAY_MS,
          // Without a batch a failure that cannot be written is an unhandled rejection, which ends the process.
          failJobBatchDelay: COMPLETE_DELAY_MS,
        },
      },
    });
    void runner.promise.then(markOver, markOver);
    return { over, end: () => end(runner, running).finally(() => household.stop()) };
  } catch (error) {
    stopWatch();
    await household.stop();
    throw error;
  }
}

/**
 * graphile-worker 0.18.0 miscounts after two lost writes and then waits for ever; so once no job runs it has a last
 * moment to write down how they ended, and what it did not write is done again by whoever comes.
 */
async function end(runner: Runner, running: { none(): Promise<void> }): Promise<void> {
  const stopped = runner
    .stop()
    .catch(gaveUp)
    .then(() => runner.promise.catch(gaveUp));
  const left = running.none().then(() => sleep(LAST_WORDS_MS, undefined, { ref: false }));
  await Promise.race([stopped, left]);
}

const gaveUp = (error: unknown): void =>
  log.warn({ err: error }, "worker did not stop cleanly; the reaper takes its jobs back");

/** A shutdown that graphile-worker begins by itself has nobody who waits for it; its failure would end the process. */
const answersForShutdown: GraphileConfig.Plugin = {
  name: "TramaAnswersForShutdown",
  version: "1.0.0",
  worker: {
    middleware: {
      poolGracefulShutdown: (next) => Promise.resolve(next()).catch(gaveUp),
      poolForcefulShutdown: async (next) => {
        const nothing = { forceFailedJobs: [] };
        return Promise.resolve(next()).catch((error: unknown) => (gaveUp(error), nothing));
      },
    },
  },
};

const quietLogger = new Logger(() => (level, message, meta) => {
  // Failed jobs are logged by dispatch, with tenant and request.
  const ours = level === "warning" || (level === "error" && !meta?.failure);
  log[ours ? "warn" : "debug"](message);
});

const ignore = (): void => undefined;
