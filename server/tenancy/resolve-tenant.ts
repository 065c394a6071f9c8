import { type HostResolution, type HostSnapshot, resolveHost } from "./host";
import { hostSnapshotStore } from "./host-snapshot-store";

/** A snapshot that no watch keeps fresh (serverless) is read again after this. */
const STALE_MS = 1_000;

/**
 * Host header → whose request this is, from memory. Where `startHostSnapshot()` runs (main.ts) it asks the
 * database nothing; elsewhere it reads the hosts at most once a second. Light enough for middleware.
 * Throws only when no hosts were ever read and the database does not answer.
 */
export async function resolveTenant(hostHeader: string | undefined): Promise<HostResolution> {
  return resolveHost(
    hostHeader,
    process.env.TRAMA_ROOT_HOST || "localhost:3000",
    await currentSnapshot(),
  );
}

async function currentSnapshot(): Promise<HostSnapshot> {
  const store = hostSnapshotStore();
  const fresh = store.stop !== undefined || Date.now() - store.refreshedAtMs < STALE_MS;
  if (store.snapshot && fresh) return store.snapshot;
  // Imported when needed only, so that middleware in the server's own process never loads a database driver.
  const { loadHostSnapshot } = await import("./host-snapshot");
  try {
    return await loadHostSnapshot();
  } catch (error) {
    if (store.snapshot) return store.snapshot;
    throw error;
  }
}
