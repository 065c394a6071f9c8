import { setTimeout as sleep } from "node:timers/promises";
import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { ActiveSwitch } from "./rules";

/** A switch is obeyed at the latest this long after it was set, by every process. */
const TTL_MS = 1000;

/** Where several ask side by side, those of so many milliseconds share one query: a mass cut asks thousands of times a second. */
const GATHER_MS = 4;

type Entry = {
  readonly readAtMs: number;
  readonly switches: Promise<ActiveSwitch[]>;
  /** Did several wait for it? */
  readonly shared: boolean;
  running: boolean;
  /** The read after this one, for all who must know what is so from now on, and how many they are. */
  next?: Promise<ActiveSwitch[]>;
  waiting: number;
};
const key = Symbol.for("trama.panic.active");
type Holder = { [key]?: Map<string, Entry> };
const entries = (): Map<string, Entry> => ((globalThis as Holder)[key] ??= new Map());

/** The switches that bind the tenant: its own and the platform's. At most one query a second a tenant. */
export async function activePanics(tenantId: string): Promise<ActiveSwitch[]> {
  const entry = entries().get(tenantId);
  const known = entry && Date.now() - entry.readAtMs < TTL_MS;
  return known ? entry.switches : read(tenantId);
}

/**
 * The same as they are from this call on: a read that began before it does not count. One query at a time a tenant, shared
 * by all who ask before it begins.
 */
export async function panicsFromNow(tenantId: string): Promise<ActiveSwitch[]> {
  const entry = entries().get(tenantId);
  if (!entry || isOver(entry)) return read(tenantId);
  entry.waiting += 1;
  return (entry.next ??= readAfter(tenantId, entry));
}

/** Who asks alone is answered at once, however often. */
const isOver = ({ running, next, shared, readAtMs }: Entry): boolean =>
  !running && !next && (!shared || Date.now() - readAtMs >= GATHER_MS);

async function readAfter(tenantId: string, entry: Entry): Promise<ActiveSwitch[]> {
  await entry.switches.catch(() => undefined);
  const waitMs = GATHER_MS - (Date.now() - entry.readAtMs);
  if (entry.shared && waitMs > 0) await sleep(waitMs);
  return read(tenantId, entry.waiting > 1);
}

function read(tenantId: string, shared = false): Promise<ActiveSwitch[]> {
  const switches = readActive(tenantId);
  const entry: Entry = { readAtMs: Date.now(), switches, shared, running: true, waiting: 0 };
  if (entries().size > 10_000) entries().clear();
  entries().set(tenantId, entry);
  entry.switches.then(
    () => (entry.running = false),
    () => {
      entry.running = false;
      if (entries().get(tenantId) === entry) entries().delete(tenantId);
    },
  );
  return entry.switches;
}

/** Forgets what this process knew, after a change in it; a platform switch concerns every tenant. */
export function forgetPanics(tenantId: string): void {
  if (tenantId === PLATFORM_TENANT_ID) entries().clear();
  else entries().delete(tenantId);
}

type Row = {
  id: string;
  tenant_id: string;
  scope: string;
  action_class: ActiveSwitch["actionClass"];
  state: ActiveSwitch["state"];
  origin: ActiveSwitch["origin"];
  reason: string;
  hold_until: string | Date;
};

/** Outside the caller's transaction: the answer is cached and must not hang on a rollback. */
async function readActive(tenantId: string): Promise<ActiveSwitch[]> {
  const rows = await composition().db.app.glance<Row>(
    tenantId,
    "select id, tenant_id, scope, action_class, state, origin, reason, hold_until from app.active_panics()",
  );
  return rows.map((row) => ({
    id: row.id,
    tenantId: row.tenant_id,
    scope: row.scope,
    actionClass: row.action_class,
    state: row.state,
    origin: row.origin,
    reason: row.reason,
    holdUntil: new Date(row.hold_until),
  }));
}
