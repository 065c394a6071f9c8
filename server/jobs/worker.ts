import { composition } from "@/server/composition";
import { log } from "@/server/log";
import { runGraphileWorker } from "./graphile/run-worker";
import { runQstashSweeper } from "./qstash/run-sweeper";

/** The working side of the queue in this process. */
export type RunningWorker = {
  /** Takes no new jobs, waits for those under way up to the timeout, then gives them back. */
  stop(timeoutMs: number): Promise<void>;
};

const key = Symbol.for("trama.worker");
type Holder = { [key]?: Promise<RunningWorker> };

/**
 * Starts working on jobs: graphile-worker in this process, or the sweeper and the schedules of QStash (which calls
 * the door itself). Called twice it starts once.
 */
export async function startWorker(): Promise<void> {
  const holder = globalThis as Holder;
  holder[key] ??=
    composition().queue.driver === "graphile" ? runGraphileWorker() : runQstashSweeper();
  await holder[key];
  log.info({ driver: composition().queue.driver }, "worker started");
}

/** Drains: no new jobs; those under way may end until the timeout, then they are given back uncounted. */
export async function stopWorker(timeoutMs: number): Promise<void> {
  const holder = globalThis as Holder;
  const running = holder[key];
  delete holder[key];
  await (await running)?.stop(timeoutMs);
}
