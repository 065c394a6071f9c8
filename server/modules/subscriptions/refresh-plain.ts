import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

/**
 * Says anew which services the billing run may bill by SQL alone (`services.plain`): one term over the next period,
 * no hold in it, no open charge, nothing waiting, a whole period from an anchor day, no end. Every writer of terms,
 * holds, charges, changes and of `next_period_on` calls it in its own transaction.
 */
export async function refreshPlain(ctx: Ctx, tx: Tx, serviceIds: readonly string[]): Promise<void> {
  if (serviceIds.length === 0) return;
  const ids = sql`any(${sql.param([...serviceIds])}::uuid[])`;
  await tx.execute(sql`
    update services s set plain = p.plain from (
      select v.id, v.next_period_on is not null and v.ends_on is null
        and v.next_period_on = app.month_day(v.next_period_on, v.anchor_day)
        and not exists (select 1 from service_terms t where t.tenant_id = v.tenant_id and t.service_id = v.id
          and t.starts_on > v.next_period_on)
        and not exists (select 1 from service_holds h where h.tenant_id = v.tenant_id and h.service_id = v.id
          and (h.lifted_on is null or h.lifted_on > v.next_period_on))
        and not exists (select 1 from charges c where c.tenant_id = v.tenant_id and c.service_id = v.id
          and c.status = 'open')
        and not exists (select 1 from service_changes x where x.tenant_id = v.tenant_id and x.service_id = v.id
          and x.status = 'waiting') as plain
      from services v where v.tenant_id = ${ctx.tenantId} and v.id = ${ids}
    ) p where s.tenant_id = ${ctx.tenantId} and s.id = p.id and s.id = ${ids} and s.plain <> p.plain`);
}
