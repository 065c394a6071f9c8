import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { Chunk } from "./chunk";

/**
 * Takes out of the chunk whoever changed since it was planned: a service that was billed, moved, ended or cancelled
 * meanwhile, a charge that is no longer open. Their lines become exceptions; the next run plans them anew.
 */
export async function setStaleAside(ctx: Ctx, tx: Tx, chunk: Chunk): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select l.customer_id as id from billing_run_lines l
    join services s on s.tenant_id = l.tenant_id and s.id = l.service_id
    where ${chunk.where(sql`l`)} and (l.item_id is not null or l.kind = 'skipped')
    group by l.customer_id, s.id, s.next_period_on, s.ends_on, s.state
    having s.next_period_on is distinct from min(l.period_start) or s.state = 'cancelled'
      or (s.ends_on is not null and max(l.period_end) > s.ends_on)
    union
    select l.customer_id from billing_run_lines l
    left join charges c on c.tenant_id = l.tenant_id and c.id = l.charge_id and c.status = 'open'
    where ${chunk.where(sql`l`)} and l.charge_id is not null and c.id is null`);
  if (rows.length === 0) return;
  // As a list: a sub-query here is planned without statistics, as a loop over a loop.
  await tx.execute(sql`
    update billing_run_lines x set error = 'billing_changed_since_plan'
    where ${chunk.where(sql`x`)} and x.customer_id = any(${sql.param(rows.map(({ id }) => id))}::uuid[])`);
}

/** The services that moved and are not plain, whose turn it is to be looked at anew. */
type Moved = { wanted: number; moved: number; lost: number; odd: string[] };

/**
 * Moves the services on to the first day that is neither billed nor skipped. First of the chunk's writes and under the
 * conditions of the plan: whoever changed one since, or took a charge away, makes this chunk begin again, setting the
 * stale aside. Gives the services that are not plain.
 */
export async function moveServices(ctx: Ctx, tx: Tx, chunk: Chunk): Promise<string[]> {
  const lead = chunk.run.policy.prepaidLeadDays;
  const { rows } = await tx.execute<Moved>(sql`
    with p as materialized (
      select l.service_id, min(l.period_start) as first, max(l.period_end) as e from billing_run_lines l
      where ${chunk.where(sql`l`)} and l.error is null and (l.item_id is not null or l.kind = 'skipped')
      group by l.service_id
    ), moved as (
      update services s set next_period_on = case when s.ends_on is null or p.e < s.ends_on then p.e end,
        next_bill_on = app.bill_on(s.billing_mode, p.e, s.ends_on, s.anchor_day, s.interval_months, ${lead}::int),
        updated_at = ${ctx.now.toISOString()}::timestamptz
      from p where s.tenant_id = ${ctx.tenantId} and s.id = p.service_id and s.next_period_on = p.first
        and s.state <> 'cancelled' and (s.ends_on is null or p.e <= s.ends_on)
      returning s.id, s.plain
    ) select (select count(*) from p)::int as wanted, (select count(*) from moved)::int as moved,
      (select count(*) from billing_run_lines l
        left join charges c on c.tenant_id = l.tenant_id and c.id = l.charge_id and c.status = 'open'
        where ${chunk.where(sql`l`)} and l.error is null and l.charge_id is not null and c.id is null)::int as lost,
      (select coalesce(json_agg(id), '[]') from moved where not plain) as odd`);
  const [row] = rows;
  if (!row || row.wanted !== row.moved || row.lost > 0) throw new ChangedMeanwhile();
  return row.odd;
}

/** Something of the chunk is no longer as it was planned; the chunk is played again without it. */
export class ChangedMeanwhile extends Error {}
