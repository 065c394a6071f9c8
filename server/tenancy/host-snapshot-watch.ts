import { composition } from "@/server/composition";
import { log } from "@/server/log";
import { loadHostSnapshot, readHostVersion } from "./host-snapshot";
import { hostSnapshotStore } from "./host-snapshot-store";

/** How often the change counter is asked: half of the second within which a change must be seen. */
const POLL_MS = 500;

/**
 * Loads the hosts and follows every change until `stopHostSnapshot()`: by LISTEN at once where the driver
 * keeps a session, and by the counter in any case (poolers lose notifications). Throws when the first load fails.
 */
export async function startHostSnapshot(): Promise<void> {
  const store = hostSnapshotStore();
  if (store.stop) return;
  let stopped = false;
  let release: (() => void) | undefined;
  store.stop = async () => {
    stopped = true;
    clearTimeout(timer);
    release?.();
  };
  const poll = async () => {
    await followCounter();
    if (!stopped) timer = setTimeout(poll, POLL_MS);
  };
  let timer: NodeJS.Timeout | undefined;
  try {
    await loadHostSnapshot();
    release = await listen(() => !stopped);
    timer = setTimeout(poll, POLL_MS);
  } catch (error) {
    store.stop = undefined;
    throw error;
  }
}

/** Ends the watch and gives its connection back; the last snapshot stays readable. */
export async function stopHostSnapshot(): Promise<void> {
  const store = hostSnapshotStore();
  const stop = store.stop;
  store.stop = undefined;
  await stop?.();
}

/** Reloads when the counter moved. A database that is away changes nothing: the last known hosts keep serving. */
async function followCounter(): Promise<void> {
  const store = hostSnapshotStore();
  const askedAtMs = Date.now();
  try {
    const version = await readHostVersion();
    if (version !== store.snapshot?.version) await loadHostSnapshot();
    else store.refreshedAtMs = askedAtMs;
  } catch (error) {
    log.warn({ err: error }, "hosts not refreshed; serving the last known");
  }
}

/** Takes one connection for LISTEN; returns how to give it back. Without a session (Neon) there is none, and polling suffices. */
async function listen(wanted: () => boolean): Promise<(() => void) | undefined> {
  const { db, env } = composition();
  if (env.TRAMA_DATABASE_DRIVER !== "pg") return undefined;
  const client = await db.app.pool.connect();
  let held = true;
  const release = () => {
    if (held) client.release(true);
    held = false;
  };
  client.on("notification", () => wanted() && void followCounter());
  client.on("error", release);
  await client.query("listen trama_hosts");
  return release;
}
