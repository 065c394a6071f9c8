import { composition } from "@/server/composition";
import { log } from "@/server/log";
import type { RunningWorker } from "../worker";
import { sweepOutbox } from "./sweep-outbox";
import { syncSchedules } from "./sync-schedules";

const SWEEP_MS = 10_000;

/** With QStash the vendor brings the jobs to the door; this process keeps its schedules and publishes what was missed. */
export async function runQstashSweeper(): Promise<RunningWorker> {
  const { queue } = composition();
  if (queue.driver !== "qstash") throw new Error("the queue is not QStash");
  await syncSchedules(queue).catch((error: unknown) =>
    log.error({ err: error }, "QStash's schedules are not in step; they stay as they were"),
  );
  let sweeping: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweeping
      .then(() => sweepOutbox(queue))
      .catch((error: unknown) => log.warn({ err: error }, "sweep of the job outbox failed"));
  }, SWEEP_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await sweeping;
    },
  };
}
