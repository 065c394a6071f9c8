import type { HostSnapshot } from "./host";

/** The process's view of hosts; `refreshedAt` is when it was last known to be current (ms since the epoch). */
export type HostSnapshotStore = {
  snapshot: HostSnapshot | undefined;
  refreshedAtMs: number;
  /** Loading now: callers that come meanwhile share it. */
  loading: Promise<HostSnapshot> | undefined;
  /** Ends the watch; set while one runs. */
  stop: (() => Promise<void>) | undefined;
};

const key = Symbol.for("trama.hosts");
type Holder = { [key]?: HostSnapshotStore };

/** On globalThis: main.ts (which watches) and Next's middleware (which reads) are two module graphs. */
export function hostSnapshotStore(): HostSnapshotStore {
  return ((globalThis as Holder)[key] ??= {
    snapshot: undefined,
    refreshedAtMs: 0,
    loading: undefined,
    stop: undefined,
  });
}
