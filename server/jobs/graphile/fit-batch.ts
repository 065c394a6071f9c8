import type { Job, WorkerEvents } from "graphile-worker";

/** Most jobs fetched at once: what a worker of quick jobs needs to reach its full rate. */
export const LARGEST_BATCH = 512;
/** Work fetched ahead, in milliseconds: what a newcomer waits behind at most, beside the jobs that run. */
const AHEAD_MS = 100;

/**
 * Fits the local batch to how fast jobs end, so that quick jobs come in large batches and slow ones of one tenant
 * never fill it; and puts each batch, which arrives in the table's order, in the fair one before it is handed out.
 */
export function fitBatch(events: WorkerEvents, concurrency: number): void {
  const smallest = smallestBatch(concurrency);
  let size = smallest;
  let last: { count: number; atMs: number } | undefined;
  events.on("localQueue:init", ({ localQueue }) =>
    Object.assign(localQueue, { getJobBatchSize: size }),
  );
  events.on("localQueue:getJobs:complete", ({ localQueue, jobs }) => {
    jobs.sort(byTurn);
    const atMs = performance.now();
    const isFull = jobs.length >= size;
    size = isFull && last ? nextBatch(last.count, atMs - last.atMs, smallest) : smallest;
    last = isFull ? { count: jobs.length, atMs } : undefined;
    Object.assign(localQueue, { getJobBatchSize: size });
  });
}

/** A power of two over the number of workers, so that a full batch always leaves some waiting. */
export const smallestBatch = (concurrency: number): number =>
  2 ** (Math.floor(Math.log2(concurrency)) + 1);

/** The power of two (few sizes: each is a prepared statement) next below what ends within `AHEAD_MS`. */
export function nextBatch(ended: number, withinMs: number, smallest: number): number {
  const wanted = (ended / Math.max(withinMs, 0.1)) * AHEAD_MS;
  const fitting = 2 ** Math.floor(Math.log2(Math.max(wanted, 1)));
  return Math.min(LARGEST_BATCH, Math.max(smallest, fitting));
}

const byTurn = (a: Job, b: Job): number =>
  a.priority - b.priority || a.run_at.getTime() - b.run_at.getTime();
