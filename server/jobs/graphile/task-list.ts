import type { Job, TaskList } from "graphile-worker";
import type pg from "pg";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { log } from "@/server/log";
import { dispatch, type JobOutcome } from "../dispatch";
import { envelopeSchema, type JobEnvelope } from "../envelope";
import { stableId } from "../stable-id";

/** What the tasks of one process share. */
export type JobTask = {
  readonly pool: pg.Pool;
  readonly draining: AbortSignal;
  /** Highest fair-order tag that has started here. */
  startedTag: number;
};

const BEGUN = "a delivery began and has not ended";
const TAG_ORIGIN_MS = Date.UTC(2000, 0, 1);
/** Moments before this are tags, not clock time. */
const TAG_END_MS = Date.UTC(2020, 0, 1);

/** graphile-worker's tasks: every job of ours is one identifier, `trama`; cron ticks come as `trama_cron`. */
export function taskList(task: JobTask): TaskList {
  return {
    trama: (payload: unknown, { job }) => deliver(task, job, envelopeSchema.parse(payload)),
    trama_cron: (payload: unknown, { job }) => deliver(task, job, tickEnvelope(payload)),
  };
}

async function deliver(task: JobTask, job: Job, envelope: JobEnvelope): Promise<void> {
  const startedMs = job.run_at.getTime();
  if (startedMs < TAG_END_MS)
    task.startedTag = Math.max(task.startedTag, startedMs - TAG_ORIGIN_MS);
  const diedBefore = job.attempts > 1 && job.last_error === BEGUN;
  if (job.attempts > 1) await markBegun(task.pool, job);
  const { attempts: attempt } = job;
  const outcome = await dispatch(envelope, { attempt, diedBefore, draining: task.draining });
  if (outcome.kind === "retry") await giveBack(task.pool, job, outcome);
}

/**
 * From the second delivery on, tells a job that took its process with it from one that only waited in that process's
 * local queue: the first is buried after its tries, the second is innocent.
 */
async function markBegun(pool: pg.Pool, job: Job): Promise<void> {
  await pool.query(
    "update graphile_worker._private_jobs set last_error = $2 where id = $1 and locked_by = $3",
    [job.id, BEGUN, job.locked_by],
  );
}

/**
 * Gives the job back with our own delay, then throws: graphile-worker's own failure (no jitter, locked rows only)
 * finds nothing to do. `attempts` is set, not kept: a newer job under the same key marks a running one as used up.
 */
async function giveBack(
  pool: pg.Pool,
  job: Job,
  outcome: Extract<JobOutcome, { kind: "retry" }>,
): Promise<never> {
  const { rowCount } = await pool.query(
    `update graphile_worker._private_jobs set locked_by = null, locked_at = null, attempts = $2, last_error = $3,
       run_at = now() + $4 * interval '1 millisecond' where id = $1 and locked_by = $5`,
    [
      job.id,
      job.attempts - (outcome.counted ? 0 : 1),
      outcome.error.slice(0, 500),
      outcome.delayMs,
      job.locked_by,
    ],
  );
  if (rowCount === 0) log.warn({ jobId: job.id }, "job was taken over while it ran");
  throw new Error(outcome.error);
}

/** A tick of the cron is a job of the platform; the same tick always has the same id, however often it is backfilled. */
function tickEnvelope(payload: unknown): JobEnvelope {
  const { schedule, _cron } = payload as { schedule: string; _cron: { ts: string } };
  const id = stableId(`${schedule} ${_cron.ts}`);
  return {
    job: "schedule.fanOut",
    tenant: PLATFORM_TENANT_ID,
    id,
    request: id,
    payload: { schedule, at: new Date(_cron.ts).toISOString() },
  };
}
