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
  const store = hostSnapshotStore();
  const snapshot =
    store.snapshot && store.stop !== undefined ? store.snapshot : await currentSnapshot();
  const rootHost = process.env.TRAMA_ROOT_HOST || "localhost:3000";
  if (snapshot !== seen.snapshot || rootHost !== seen.rootHost || seen.hosts.size >= SEEN_MAX)
    seen = { snapshot, rootHost, hosts: new Map() };
  const known = seen.hosts.get(hostHeader);
  if (known) return known;
  const resolution = resolveHost(hostHeader, rootHost, snapshot);
  seen.hosts.set(hostHeader, resolution);
  return resolution;
}

/** Answers of the pure rule for one snapshot: the same few hosts come with every request. */
let seen: {
  snapshot: HostSnapshot | undefined;
  rootHost: string;
  hosts: Map<string | undefined, HostResolution>;
} = { snapshot: undefined, rootHost: "", hosts: new Map() };
const SEEN_MAX = 5_000;

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
