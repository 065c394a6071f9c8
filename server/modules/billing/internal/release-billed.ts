import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { refreshPlain } from "@/server/modules/subscriptions/refresh-plain";
import type { Ctx } from "@/server/tenancy/context";

/**
 * Gives back what a voided invoice had taken up: charges are open again, periods are no longer billed, and a service of
 * which nothing later was billed begins again at the first of them. The next run bills them anew.
 */
export async function releaseBilled(ctx: Ctx, tx: Tx, invoiceId: string): Promise<void> {
  const { tenantId } = ctx;
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const { rows: charged } = await tx.execute<{ serviceId: string | null }>(sql`
    with released as (
      update charge_uses set released_at = ${now}
      where tenant_id = ${tenantId} and invoice_id = ${invoiceId} and released_at is null
      returning charge_id, amount_minor)
    update charges c set status = 'open', updated_at = ${now},
      cycles_left = c.cycles_left + case when c.recurring then r.uses else 0 end,
      remaining_minor = c.remaining_minor + r.amount
    from (select charge_id, count(*)::int as uses, sum(amount_minor) as amount from released group by 1) r
    where c.tenant_id = ${tenantId} and c.id = r.charge_id and c.status <> 'cancelled'
    returning c.service_id as "serviceId"`);
  const { rows: periods } = await tx.execute<{ serviceId: string }>(sql`
    with voided as (
      update billed_periods set outcome = 'voided'
      where tenant_id = ${tenantId} and invoice_id = ${invoiceId} and outcome = 'billed'
      returning service_id, period_start),
    earliest as (select service_id, min(period_start) as start from voided group by 1)
    update services s set next_period_on = e.start, next_bill_on = e.start, updated_at = ${now}
    from earliest e
    where s.tenant_id = ${tenantId} and s.id = e.service_id and (s.ends_on is null or s.ends_on > e.start)
      and not exists (select 1 from billed_periods p where p.tenant_id = s.tenant_id and p.service_id = s.id
        and p.outcome <> 'voided' and p.invoice_id is distinct from ${invoiceId} and p.period_start >= e.start)
    returning s.id as "serviceId"`);
  const ids = [...charged, ...periods].flatMap(({ serviceId }) => (serviceId ? [serviceId] : []));
  await refreshPlain(ctx, tx, [...new Set(ids)]);
}
