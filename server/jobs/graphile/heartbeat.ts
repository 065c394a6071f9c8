import { setTimeout as sleep } from "node:timers/promises";
import type { WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { log } from "@/server/log";

const RETRY_MS = 500;

/**
 * Shows that this worker lives: an advisory lock on a connection of its own, named after the worker. PostgreSQL drops
 * it the moment the process ends, however it ends, and the reaper sees that.
 */
export function holdHeartbeat(pool: pg.Pool, events: WorkerEvents): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let client: pg.PoolClient | undefined;
  const hold = async (workerId: string): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        client = await pool.connect();
        const lost = new Promise<void>((resolve) => client?.once("end", resolve));
        await client.query("select pg_advisory_lock(hashtextextended('trama-worker:' || $1, 0))", [
          workerId,
        ]);
        await lost;
      } catch (error) {
        log.warn({ err: error }, "worker heartbeat lost");
      }
      if (stopping.signal.aborted) return;
      client?.release(true);
      client = undefined;
      await sleep(RETRY_MS);
    }
  };
  events.on("pool:create", ({ workerPool }) => void hold(workerPool.id));
  return {
    stop: async () => {
      stopping.abort();
      // Destroyed, not returned: the lock belongs to the session.
      client?.release(true);
    },
  };
}
