import { composition } from "@/server/composition";
import { Conflict, Unavailable } from "@/server/kernel/errors";
import type {
  Brought,
  EnforcementTarget,
  Observation,
  ServiceEnforcement,
} from "@/server/modules/subscriptions/enforcement/port";
import { inLaneRoom } from "@/server/modules/subscriptions/enforcement/lane-room";
import { actionClassOf } from "@/server/modules/subscriptions/enforcement/port";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { bringAll, type Task } from "./internal/bring";
import { observationOf, readWitness } from "./internal/evidence";
import { loadAccesses, type LoadedAccess } from "./internal/load-accesses";
import { noteFailure, noteViews } from "./internal/note-seen";
import { readSnapshot } from "./internal/read-views";
import { openRouter } from "./internal/router-row";
import { routerError } from "./internal/router-error";

/** Longer than any batch takes, shorter than the drain's lease. */
const DEADLINE_MS = 60_000;

/**
 * MikroTik routers over their API. What was asked for is proven by what the router holds and who is in: rows with our
 * tag, its lists (dynamic rows too), its sessions. Commands of one router go over its one session, one after another.
 */
export const routerosEnforcement: ServiceEnforcement = {
  kind: "routeros",
  vendor: "mikrotik",
  byHand: false,
  serial: true,
  apply: async (ctx, target) => {
    const [done] = (await bringMany(ctx, [target], async () => undefined)).values();
    if (!done) throw new Unavailable("enforcement_not_set_up");
    if ("error" in done) throw done.error;
    return {};
  },
  readBack: async (ctx, target) => (await look(ctx, [target])).get(target.serviceId),
  observe: async (ctx, targets) => {
    const seen = new Map<string, Observation>();
    const groups = Map.groupBy(targets, ({ integrationId }) => integrationId);
    for (const group of groups.values())
      for (const [id, one] of await look(ctx, group)) seen.set(id, one);
    return seen;
  },
  bringMany,
};

/** All targets are of one router. */
async function bringMany(
  ctx: Ctx,
  targets: readonly EnforcementTarget[],
  before: (target: EnforcementTarget) => Promise<void>,
): Promise<Map<string, Brought>> {
  const { accesses, results, tasks, way } = await inLaneRoom(() => prepare(ctx, targets));
  if (!way) return results;
  const { router, account } = way;
  const byService = new Map(tasks.map((task) => [task.access.serviceId, task.target]));
  const cuts = tasks.every(({ desired }) => actionClassOf(desired) === "cut");
  const call = { operation: "enforce", deadlineMs: DEADLINE_MS };
  try {
    const done = await composition().routers.use(
      ctx,
      account,
      { ...call, ...(cuts && { actionClass: "cut" as const }) },
      (line) =>
        bringAll(line, router, tasks, async ({ access }) => {
          const target = byService.get(access.serviceId);
          if (line.signal.aborted) throw new Unavailable("router_unreachable");
          if (target) await before(target);
        }),
    );
    for (const [id, one] of done)
      results.set(id, "error" in one ? { error: routerError(one.error) } : one);
    await inLaneRoom(() => noteViews(ctx, router, accesses, done));
  } catch (error) {
    throw await inLaneRoom(() => noteFailure(ctx, router.id, error));
  }
  return results;
}

type Prepared = {
  readonly accesses: Map<string, LoadedAccess>;
  /** Who cannot be asked for at all. */
  readonly results: Map<string, Brought>;
  readonly tasks: readonly (Task & { target: EnforcementTarget })[];
  /** Absent: nobody is left to go there for. */
  readonly way: Awaited<ReturnType<typeof openRouter>> | undefined;
};

/** All that is known before the router is spoken to, in one transaction. */
const prepare = (ctx: Ctx, targets: readonly EnforcementTarget[]): Promise<Prepared> =>
  inTenant(ctx, async () => {
    const { routerId, accesses } = await load(ctx, targets);
    const results = new Map<string, Brought>();
    const tasks: (Task & { target: EnforcementTarget })[] = [];
    for (const target of targets) {
      const access = accesses.get(target.serviceId);
      const problem = problemOf(access, target);
      if (access && !problem) tasks.push({ access, desired: target.desired, target });
      else results.set(target.serviceId, { error: problem });
    }
    const way = tasks.length > 0 ? await openRouter(ctx, routerId) : undefined;
    return { accesses, results, tasks, way };
  });

async function look(
  ctx: Ctx,
  targets: readonly EnforcementTarget[],
): Promise<Map<string, Observation>> {
  const { routerId, accesses } = await load(ctx, targets);
  const known = [...accesses.values()];
  if (known.length === 0) return new Map();
  const { router, account } = await openRouter(ctx, routerId);
  const call = { operation: "observe", deadlineMs: DEADLINE_MS, actionClass: "none" } as const;
  try {
    return await composition().routers.use(ctx, account, call, async (line) => {
      const snapshot = await readSnapshot(line, router, known);
      const witness = await readWitness(line);
      return new Map(
        known.map((one) => [one.serviceId, observationOf(one, router, snapshot, witness)]),
      );
    });
  } catch (error) {
    throw await noteFailure(ctx, routerId, error);
  }
}

async function load(ctx: Ctx, targets: readonly EnforcementTarget[]) {
  const routerId = targets[0]?.integrationId;
  if (!routerId) throw new Unavailable("enforcement_not_set_up");
  const ids = targets.map(({ serviceId }) => serviceId);
  return { routerId, accesses: await loadAccesses(ctx, routerId, ids) };
}

/** Who shares an address is not cut by it: the list would cut the other one too. */
function problemOf(
  access: LoadedAccess | undefined,
  { desired }: EnforcementTarget,
): Error | undefined {
  if (!access) return new Unavailable("access_missing");
  if (access.shared && (desired === "off" || desired === "soft"))
    return new Conflict("address_taken");
  return undefined;
}
