import { setTimeout as sleep } from "node:timers/promises";
import type { WorkerEvents } from "graphile-worker";

const LOOK_MS = 50;

/** Counts the jobs that run in this generation: `now` how many, `none` resolves when there is none. */
export function countRunning(events: WorkerEvents): {
  now(): number;
  none(): Promise<void>;
} {
  const count = { running: 0 };
  events.on("job:start", () => void (count.running += 1));
  for (const over of ["job:complete", "worker:fatalError"] as const)
    events.on(over, () => void (count.running -= 1));
  return {
    now: () => count.running,
    none: async () => {
      do await sleep(LOOK_MS);
      while (count.running > 0);
    },
  };
}
