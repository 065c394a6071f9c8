import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRun } from "../internal/reconcile-dto";
import type { SkipRowsInput } from "./schema";

/**
 * Leaves rows of a router alone for good, or takes that back: they are no more offered, and nothing is written to them.
 * Twice is once. Throws `NotFound`.
 */
export function skipRows(
  ctx: Ctx,
  { runId, rowIds, skipped }: SkipRowsInput,
): Promise<{ changed: number }> {
  authorize(ctx, "router.reconcile");
  return inTenant(ctx, async (tx) => {
    const { routerId } = await readRun(ctx, tx, runId);
    const which = sql`d.tenant_id = ${ctx.tenantId} and d.run_id = ${runId} and d.kind = 'foreign'
      and d.row_id is not null and d.id = any(${sql.param(rowIds)}::uuid[])`;
    const { rows } = await tx.execute(sql`select 1 from reconcile_rows d where ${which}`);
    if (rows.length === 0) throw new NotFound("reconcileRow");
    const by = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
    const { rowCount } = await tx.execute(
      skipped
        ? sql`insert into row_decisions as p (tenant_id, router_id, menu, row_id, label, decision, found, decided_by)
            select d.tenant_id, ${routerId}, d.menu, d.row_id, d.label, 'skipped', d.found, ${by}::uuid
            from reconcile_rows d where ${which}
            on conflict (tenant_id, router_id, menu, row_id) do update set label = excluded.label
              where p.decision = 'skipped' and p.label <> excluded.label`
        : sql`delete from row_decisions p using reconcile_rows d where ${which} and p.tenant_id = d.tenant_id
            and p.router_id = ${routerId} and p.menu = d.menu and p.row_id = d.row_id and p.decision = 'skipped'`,
    );
    const changed = rowCount ?? 0;
    if (changed > 0)
      record(ctx, "router.rowsSkipped", {
        entity: { type: "router", id: routerId },
        payload: { runId, rows: changed, skipped },
      });
    return { changed };
  });
}
