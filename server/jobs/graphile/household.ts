import type { WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { log } from "@/server/log";
import { MAX_TIMEOUT_MS } from "../define-job";
import { holdHeartbeat } from "./heartbeat";
import { holdJobs } from "./held-jobs";
import type { JobTask } from "./task-list";
import type { GraphileWorkerOptions } from "./run-worker";

const ADVANCE_MS = 250;
/** A dead worker's jobs begin elsewhere within two seconds: the youngest lock that is taken and the next look, together. */
const REAP_MS = 400;
const REAP_GRACE_MS = 500;
/** A fetch may be answered late; what is taken for forgotten too early runs twice. */
const FORGOTTEN_MS = 5_000;

/**
 * What a worker does besides working: shows that it lives, takes jobs back from workers that died and from fetches
 * whose answer was lost, moves the fair clock on, and admits delayed jobs to the fair order.
 */
export function keepHousehold(
  pool: pg.Pool,
  events: WorkerEvents,
  task: JobTask,
  options: GraphileWorkerOptions,
): { stop(): Promise<void> } {
  const { householdMs = 2_000, graceMs } = options;
  const heartbeat = holdHeartbeat(pool, events);
  const jobs = holdJobs(events);
  let advancedTo = 0;
  const advance = every(ADVANCE_MS, async () => {
    if (task.startedTag === advancedTo) return;
    advancedTo = task.startedTag;
    await pool.query("select job_queue.advance($1)", [advancedTo]);
  });
  const reap = every(Math.min(householdMs, REAP_MS), async () => {
    await reapDeadWorkers(pool, graceMs ?? REAP_GRACE_MS);
  });
  const tidy = every(householdMs, async () => {
    await jobs.giveBackForgotten(pool, graceMs ?? FORGOTTEN_MS);
    await pool.query("select job_queue.admit_due(5000)");
  });
  return {
    stop: async () => {
      await Promise.all([advance.stop(), reap.stop(), tidy.stop()]);
      await heartbeat.stop();
    },
  };
}

/**
 * Takes back the jobs of workers whose heartbeat is gone (their connection ended with them), and of any that hold one
 * longer than a job may run, and wakes the living for them. graphile-worker alone would wait four hours.
 */
export async function reapDeadWorkers(pool: pg.Pool, graceMs: number): Promise<number> {
  const { rowCount } = await pool.query(
    `with holders as materialized (
       select locked_by from graphile_worker._private_jobs
       where locked_at < now() - $1 * interval '1 millisecond' group by locked_by),
     dead as materialized (
       select locked_by from holders where not exists (
         select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1
           and l.database = (select oid from pg_database where datname = current_database())
           and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended('trama-worker:' || locked_by, 0)))
     update graphile_worker._private_jobs j set locked_by = null, locked_at = null,
       attempts = case when j.attempts >= j.max_attempts then 1 else j.attempts end
     where j.id in (
       select l.id from graphile_worker._private_jobs l where l.locked_at is not null
         and (l.locked_by in (select locked_by from dead) or l.locked_at < now() - $2 * interval '1 millisecond')
       for update skip locked)`,
    [graceMs, MAX_TIMEOUT_MS + 60_000],
  );
  if (!rowCount) return 0;
  log.warn({ jobs: rowCount }, "took jobs back from workers that ended");
  await pool.query("select pg_notify('jobs:insert', json_build_object('count', $1::int)::text)", [
    rowCount,
  ]);
  return rowCount;
}

/** Repeats work until stopped, never two at once; a failure (database away) waits for the next time. */
function every(ms: number, work: () => Promise<void>): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = work()
      .catch((error: unknown) => log.warn({ err: error }, "worker household"))
      .finally(() => (busy = false));
  }, ms);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
