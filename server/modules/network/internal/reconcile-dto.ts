import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { type ReconcileDto, reconcileDto } from "../schema";

/** Rows shown of a run; the counts say how many there are. */
const ROWS_MAX = 500;
const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** A comparison with its differences, what can be mended first. Done is what was proven since it was applied. Throws `NotFound`. */
export async function readRun(ctx: Ctx, tx: Tx, runId: string): Promise<ReconcileDto> {
  const { rows } = await tx.execute<{ appliedAt: string | null }>(sql`
    select id, router_id as "routerId", status, counts, services, changes, over_cap as "overCap",
      ${iso("created_at")} as "createdAt", ${iso("applied_at")} as "appliedAt"
    from reconcile_runs where tenant_id = ${ctx.tenantId} and id = ${runId}`);
  const run = rows[0];
  if (!run) throw new NotFound("reconcileRun");
  const { rows: found } = await tx.execute(sql`
    select d.id, d.kind, d.menu, d.service_id as "serviceId", d.label, d.diff,
      case when d.outcome = 'open' and exists (select 1 from enforcement_commands c where c.tenant_id = d.tenant_id
        and c.service_id = d.service_id and c.status = 'proven' and c.proven_at >= ${run.appliedAt}::timestamptz
        and d.kind in ('missing', 'drifted', 'extra')) then 'done' else d.outcome end as outcome
    from reconcile_rows d where d.tenant_id = ${ctx.tenantId} and d.run_id = ${runId}
    order by array_position(array['drifted', 'missing', 'extra', 'duplicateAddress', 'foreign'], d.kind),
      d.service_id is null, d.label, d.id limit ${ROWS_MAX}`);
  return reconcileDto.parse({ ...run, rows: found });
}
