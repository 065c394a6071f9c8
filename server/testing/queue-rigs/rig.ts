import type { ChildProcess } from "node:child_process";

/** One queue driver with its working side, on a real database and real sockets. */
export type QueueRig = {
  readonly driver: "graphile" | "qstash";
  /** Opens the driver; no job is worked on yet. */
  open(): Promise<void>;
  close(): Promise<void>;
  startWorking(): Promise<void>;
  stopWorking(): Promise<void>;
  /** The working side in a process of its own, which the test kills. */
  spawnVictim(): Promise<ChildProcess>;
  /** Jobs of the contract that the queue still holds for a tenant (facts bring jobs of their own). */
  waiting(tenantId: string): Promise<number>;
};

/** Waits until the probe says yes; throws with what it was waiting for. */
export async function until(
  what: string,
  probe: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await probe())) {
    if (Date.now() > endMs) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
