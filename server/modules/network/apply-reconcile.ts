import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { enqueue } from "@/server/jobs/enqueue";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { askAgain } from "@/server/modules/subscriptions/bind-enforcement";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRun } from "./internal/reconcile-dto";
import type { ApplyReconcileInput, ReconcileDto } from "./schema";
import { sweepRows } from "./sweep-rows";

/**
 * Mends what a comparison found, each service by a command of its own: written, read back, proven, held by a panic
 * switch as any other. Over the cap it needs `approve`. What changed by hand meanwhile is read anew before each write.
 * Throws `NotFound`, `Conflict`.
 */
export function applyReconcile(
  ctx: Ctx,
  { runId, approve }: ApplyReconcileInput,
): Promise<ReconcileDto> {
  authorize(ctx, "router.reconcile");
  return inTenant(ctx, async (tx) => {
    const run = await lockRun(ctx, tx, runId);
    if (run.status !== "planned") throw new Conflict("reconcile_stale");
    if (run.overCap && !approve)
      throw new Conflict("reconcile_over_cap", { changes: run.changes, services: run.services });
    const { rows } = await tx.execute<{ id: string }>(sql`
      select distinct service_id as id from reconcile_rows where tenant_id = ${ctx.tenantId} and run_id = ${runId}
        and kind in ('missing', 'drifted', 'extra') and service_id is not null`);
    const done = await askAgain(
      ctx,
      tx,
      rows.map(({ id }) => id),
      "reconcile",
    );
    const approver = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
    await tx.execute(sql`update reconcile_runs set status = 'applied', applied_at = ${ctx.now.toISOString()}::timestamptz,
      approved_by = ${approve ? approver : null}::uuid where tenant_id = ${ctx.tenantId} and id = ${runId}`);
    enqueue(ctx, sweepRows, { runId });
    record(ctx, "router.reconciled", {
      entity: { type: "router", id: run.routerId },
      payload: { runId, done, failed: 0, approved: approve },
    });
    return readRun(ctx, tx, runId);
  });
}

type Run = {
  status: string;
  overCap: boolean;
  changes: number;
  services: number;
  routerId: string;
};

async function lockRun(ctx: Ctx, tx: Tx, runId: string): Promise<Run> {
  const { rows } = await tx.execute<Run>(sql`
    select status, over_cap as "overCap", changes, services, router_id as "routerId" from reconcile_runs
    where tenant_id = ${ctx.tenantId} and id = ${runId} for update`);
  if (!rows[0]) throw new NotFound("reconcileRun");
  return rows[0];
}
