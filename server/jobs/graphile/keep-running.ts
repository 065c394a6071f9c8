import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/server/log";

/** One run of graphile-worker under one name, with its household. */
export type Generation = {
  /** Resolves when it takes no new jobs any more, wanted or not. */
  readonly over: Promise<void>;
  /** Takes no new jobs; resolves when those under way have ended and nothing of it is left. */
  end(): Promise<void>;
};

const AGAIN_MS = 500;

/**
 * Begins a new generation whenever one is over. graphile-worker shuts down for good when a single write of a job's end
 * meets a lost connection; what the old one held is taken back by the reaper, since its heartbeat ends with it.
 */
export function keepRunning(
  first: Generation,
  begin: () => Promise<Generation>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const ending = new Set<Promise<void>>();
  const retire = (generation: Generation) => {
    const end = generation
      .end()
      .catch((error: unknown) => log.warn({ err: error }, "worker did not end cleanly"))
      .finally(() => ending.delete(end));
    ending.add(end);
  };
  const watch = async (): Promise<void> => {
    let current: Generation | undefined = first;
    while (!stopping.signal.aborted) {
      await Promise.race([current?.over, stopped]);
      if (stopping.signal.aborted) break;
      log.warn("worker gave up; it begins anew");
      if (current) retire(current);
      await Promise.race([sleep(AGAIN_MS), stopped]);
      current = stopping.signal.aborted ? undefined : await begin().catch(notYet);
    }
    if (current) retire(current);
  };
  const watching = watch();
  return {
    stop: async () => {
      stopping.abort();
      stop();
      await watching;
      await Promise.all(ending);
    },
  };
}

function notYet(error: unknown): undefined {
  log.warn({ err: error }, "worker cannot begin yet");
}
