import type { WorkerEvents } from "graphile-worker";

const LOOK_MS = 500;

/**
 * Calls `stalled` when there are free hands and nobody has looked for jobs for `stallMs`: after a crash graphile-worker
 * sleeps between tries for up to two minutes, and a lost answer can leave it waiting for good. Returns how to stop.
 */
export function watchStall(
  events: WorkerEvents,
  options: { stallMs: number; allBusy: () => boolean },
  stalled: () => void,
): () => void {
  let lookedAtMs = performance.now();
  const look = () => void (lookedAtMs = performance.now());
  events.on("localQueue:getJobs:complete", look);
  const timer = setInterval(() => {
    // Whoever is busy looks again when a job ends.
    if (options.allBusy()) look();
    if (performance.now() - lookedAtMs > options.stallMs) stalled();
  }, LOOK_MS);
  return () => clearInterval(timer);
}
