import { sql } from "drizzle-orm";
import { z } from "zod";
import { authorize } from "@/server/auth/authorize";
import { percentOf } from "@/server/modules/tenants/rules/limits";
import { RESOURCE_NAMES, RESOURCES } from "@/server/modules/tenants/rules/resources";
import { resource } from "@/server/modules/tenants/schema";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import type { ListUsageInput, TenantUsageDto } from "./schema";

const FLOWS = RESOURCE_NAMES.filter((name) => RESOURCES[name] === "flow");

/**
 * What tenants use of what they may, the fullest first: who needs a call before they are stopped. Flow is this month's
 * in each tenant's zone. At most `limit` rows, of open tenants only.
 */
export function listUsage(ctx: Ctx, input: ListUsageInput): Promise<TenantUsageDto[]> {
  authorize(ctx, "platform.usage.read");
  return asPlatform(ctx, "see what tenants use", async (tx) => {
    const { rows } = await tx.execute(sql`
      select * from (
        select t.id as "tenantId", t.slug, t.name, u.resource, u.used,
          case when l.id is null then (p.limits ->> u.resource)::bigint else l.maximum end as maximum
        from tenant_usage u
        join tenants t on t.id = u.tenant_id and t.kind = 'tenant' and t.status <> 'closed'
        left join tenant_limits l on l.tenant_id = t.id and l.resource = u.resource
        left join saas_plans p on p.id = t.saas_plan_id
        where u.period = case when u.resource = any (${sql.param(FLOWS)}::text[])
            then to_char(${ctx.now.toISOString()}::timestamptz at time zone t.time_zone, 'YYYY-MM') else '' end
          and (${input.resource ?? null}::text is null or u.resource = ${input.resource ?? null})) as used
      where maximum is not null and used > 0 and used * 100 >= maximum * ${input.minPercent}
      order by used::numeric / nullif(maximum, 0) desc nulls first, slug, resource limit ${input.limit}`);
    return z
      .array(row)
      .parse(rows)
      .map((one) => ({ ...one, percent: percentOf(one.used, one.maximum) ?? 100 }));
  });
}

const row = z.object({
  tenantId: z.uuid(),
  slug: z.string(),
  name: z.string(),
  resource,
  used: z.coerce.number(),
  maximum: z.coerce.number(),
});
