import { EventEmitter } from "node:events";
import type { WorkerEvents } from "graphile-worker";
import { expect, test, vi } from "vitest";
import { watchStall } from "./watch-stall";

test("a worker with free hands that looks for no jobs is found; a busy one and one that looks are not", () => {
  vi.useFakeTimers();
  try {
    const events: WorkerEvents = new EventEmitter();
    const stalled = vi.fn<() => void>();
    let busy = true;
    const stop = watchStall(events, { stallMs: 5_000, allBusy: () => busy }, stalled);
    vi.advanceTimersByTime(60_000);
    busy = false;
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(1_000);
      (events as EventEmitter).emit("localQueue:getJobs:complete", { jobs: [] });
    }
    expect(stalled).not.toHaveBeenCalled();
    vi.advanceTimersByTime(6_000);
    expect(stalled).toHaveBeenCalled();
    stop();
    stalled.mockClear();
    vi.advanceTimersByTime(60_000);
    expect(stalled).not.toHaveBeenCalled();
  } finally {
    vi.useRealTimers();
  }
});
