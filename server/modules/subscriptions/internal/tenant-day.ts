import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Day, dayIn } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";

/** The tenant's calendar at the call's instant: its zone, its currency, today there, and its days of lead for prepaid periods. */
export type TenantDay = { timeZone: string; currency: string; today: Day; leadDays: number };

/** Reads it; `leadDays` stands in the settings of module `billing` (0 until saved). */
export async function tenantDay(ctx: Ctx, tx: Tx): Promise<TenantDay> {
  const { rows } = await tx.execute<{ timeZone: string; currency: string; leadDays: number }>(sql`
    select t.time_zone as "timeZone", t.currency, coalesce((select (s.data ->> 'leadDays')::int
      from tenant_settings s where s.tenant_id = t.id and s.module = 'billing'), 0) as "leadDays"
    from tenants t where t.id = ${ctx.tenantId}`);
  const row = rows[0];
  if (!row) throw new Error("the tenant's row is gone");
  return { ...row, today: dayIn(row.timeZone, ctx.now) };
}
