import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { Chunk } from "./chunk";

/** Remembers each period as billed or skipped: a key of the table that nothing gets past twice. */
export async function postPeriods(ctx: Ctx, tx: Tx, chunk: Chunk): Promise<void> {
  await tx.execute(sql`
    insert into billed_periods (tenant_id, service_id, period_start, period_end, outcome, invoice_id, reason, run_id, created_at)
    select distinct on (l.service_id, l.period_start) l.tenant_id, l.service_id, l.period_start, l.period_end,
      case when l.kind = 'skipped' then 'skipped' else 'billed' end, l.invoice_id,
      case when l.kind = 'skipped' then l.description else '' end, l.run_id, ${ctx.now.toISOString()}::timestamptz
    from billing_run_lines l
    where ${chunk.where(sql`l`)} and l.error is null and (l.item_id is not null or l.kind = 'skipped')
    order by l.service_id, l.period_start`);
}

/** Takes up the charges that stand on the chunk's documents: what was used, what is left, how many cycles. */
export async function postCharges(ctx: Ctx, tx: Tx, chunk: Chunk): Promise<void> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  await tx.execute(sql`
    insert into charge_uses (tenant_id, charge_id, invoice_id, period_start, amount_minor, created_at)
    select l.tenant_id, l.charge_id, l.invoice_id, l.period_start, (l.explanation ->> 'usedMinor')::bigint, ${now}
    from billing_run_lines l where ${chunk.billed(sql`l`)} and l.charge_id is not null`);
  await tx.execute(sql`
    update charges c set updated_at = ${now},
      cycles_left = case when c.recurring then c.cycles_left - u.cycles else c.cycles_left end,
      remaining_minor = case when c.recurring or c.amount >= 0 or c.basis = 'percent' then c.remaining_minor else u.left_minor end,
      status = case
        when not c.recurring and u.left_minor = 0 then 'done'
        when c.recurring and c.cycles_left - u.cycles <= 0 then 'done'
        when c.recurring and c.ends_on <= u.until then 'done'
        else c.status end
    from (
      select l.charge_id, count(*) as cycles, max((l.explanation ->> 'leftMinor')::bigint) as left_minor, max(l.period_end) as until
      from billing_run_lines l where ${chunk.billed(sql`l`)} and l.charge_id is not null group by l.charge_id) u
    where c.tenant_id = ${ctx.tenantId} and c.id = u.charge_id`);
}
