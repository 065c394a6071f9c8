import type { WorkerEvents } from "graphile-worker";

/**
 * graphile-worker 0.18.0 trips over its own check when it lets go of a local queue that still holds jobs: their return
 * runs unwatched, and its failure (the database is away, which is why it lets go) would end the process. With one more
 * task counted while it lets go the return is watched, as was meant.
 */
export function watchRelease(events: WorkerEvents): void {
  events.on("localQueue:setMode", ({ localQueue, newMode }) => {
    if (newMode !== "RELEASED") return;
    const queue = localQueue as unknown as Inside;
    queue.backgroundCount += 1;
    setImmediate(() => queue.decreaseBackgroundCount());
  });
}

type Inside = { backgroundCount: number; decreaseBackgroundCount(): void };
