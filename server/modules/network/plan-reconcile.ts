import { sql } from "drizzle-orm";
import { reconcileRows } from "@/db/schema/network";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import type { EnforcementState } from "@/server/modules/subscriptions/rules/desired-state";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { loadAccesses } from "./internal/load-accesses";
import { noteFailure } from "./internal/note-seen";
import { readAll } from "./internal/read-views";
import { readRun } from "./internal/reconcile-dto";
import { proposeServices } from "./internal/propose-services";
import { openRouter } from "./internal/router-row";
import { isOverCap } from "./rules/cap";
import { changesOf, type Difference, differencesOf, type Wanted } from "./rules/differences";
import type { ReconcileDto, RouterIdInput } from "./schema";

/**
 * Compares a router with what it should hold, and changes nothing: the plan is kept and shown. Services with a command
 * under way are left out, the drain has them. Throws `NotFound`, `Unavailable`.
 */
export async function planReconcile(ctx: Ctx, { routerId }: RouterIdInput): Promise<ReconcileDto> {
  authorize(ctx, "router.reconcile");
  const { router, account } = await openRouter(ctx, routerId);
  const accesses = await loadAccesses(ctx, routerId);
  const wanted = await settled(ctx, routerId, accesses);
  try {
    const call = { operation: "reconcile", deadlineMs: 120_000, actionClass: "none" } as const;
    const actual = await composition().routers.use(ctx, account, call, (line) =>
      readAll(line, router),
    );
    const all: Wanted[] = [...wanted].flatMap(([id, desired]) => {
      const access = accesses.get(id);
      return access ? [{ access, desired }] : [];
    });
    const found = differencesOf(ctx.tenantId, all, router, actual, [...accesses.values()]);
    return await keep(ctx, routerId, await proposeServices(ctx, routerId, found), accesses.size);
  } catch (error) {
    throw await noteFailure(ctx, routerId, error);
  }
}

async function settled(
  ctx: Ctx,
  routerId: string,
  accesses: ReadonlyMap<string, unknown>,
): Promise<Map<string, EnforcementState>> {
  if (accesses.size === 0) return new Map();
  const { rows } = await inTenant(ctx, (tx) =>
    tx.execute<{ id: string; desired: EnforcementState }>(sql`
      select s.id, s.desired from services s join router_accesses a on a.tenant_id = s.tenant_id and a.service_id = s.id
      where s.tenant_id = ${ctx.tenantId} and a.router_id = ${routerId} and not exists (
        select 1 from enforcement_commands c where c.tenant_id = s.tenant_id and c.service_id = s.id
          and c.status in ('pending', 'applied'))`),
  );
  return new Map(rows.map(({ id, desired }) => [id, desired]));
}

function keep(
  ctx: Ctx,
  routerId: string,
  found: readonly Difference[],
  services: number,
): Promise<ReconcileDto> {
  const runId = newId();
  const changes = changesOf(found);
  const counts = Object.fromEntries(
    [...Map.groupBy(found, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]),
  );
  return inTenant(ctx, async (tx) => {
    await tx.execute(sql`update reconcile_runs set status = 'superseded'
      where tenant_id = ${ctx.tenantId} and router_id = ${routerId} and status = 'planned'`);
    await tx.execute(sql`insert into reconcile_runs (id, tenant_id, router_id, counts, services, changes, over_cap, created_at)
      values (${runId}, ${ctx.tenantId}, ${routerId}, ${JSON.stringify(counts)}::jsonb, ${services}, ${changes},
        ${isOverCap({ changes, services })}, ${ctx.now.toISOString()}::timestamptz)`);
    for (let at = 0; at < found.length; at += 500)
      await tx
        .insert(reconcileRows)
        .values(
          found.slice(at, at + 500).map((one) => ({ ...one, tenantId: ctx.tenantId, runId })),
        );
    return readRun(ctx, tx, runId);
  });
}
