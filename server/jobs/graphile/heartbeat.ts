import { setTimeout as sleep } from "node:timers/promises";
import type { WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { log } from "@/server/log";

const RETRY_MS = 100;

/**
 * Shows that this worker lives: an advisory lock on a connection of its own, named after the worker. PostgreSQL drops
 * it the moment the process ends, however it ends, and the reaper sees that.
 */
export function holdHeartbeat(pool: pg.Pool, events: WorkerEvents): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const holding: Promise<void>[] = [];
  events.on(
    "pool:create",
    ({ workerPool }) => void holding.push(hold(pool, workerPool.id, stopping.signal)),
  );
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(holding);
    },
  };
}

/** Holds the lock until stopped, on a new connection whenever one is lost. */
async function hold(pool: pg.Pool, workerId: string, stopping: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) =>
    stopping.addEventListener("abort", () => resolve()),
  );
  while (!stopping.aborted) {
    await Promise.race([beat(pool, workerId, stopped), stopped]);
    if (!stopping.aborted) await Promise.race([sleep(RETRY_MS), stopped]);
  }
}

/** One connection's time: until it ends or the worker stops; it is destroyed, since the lock belongs to its session. */
async function beat(pool: pg.Pool, workerId: string, stopped: Promise<void>): Promise<void> {
  let client: pg.PoolClient | undefined;
  try {
    client = await pool.connect();
    const lost = new Promise<void>((resolve) => client?.once("end", resolve));
    const lock = "select pg_advisory_lock(hashtextextended('trama-worker:' || $1, 0))";
    await Promise.race([client.query(lock, [workerId]), stopped]);
    await Promise.race([lost, stopped]);
  } catch (error) {
    log.warn({ err: error }, "worker heartbeat lost");
  } finally {
    client?.release(true);
  }
}
