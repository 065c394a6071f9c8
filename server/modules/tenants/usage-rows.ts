import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { RESOURCE_NAMES, RESOURCES } from "./rules/resources";
import { percentOf } from "./rules/limits";
import { resource, type UsageDto } from "./schema";

const flows = RESOURCE_NAMES.filter((name) => RESOURCES[name] === "flow");

/**
 * Every resource of the tenants asked for: counted, limited, by whom. Flow shows the current month in each
 * tenant's zone. One statement; the caller's role decides which tenants it may see.
 */
export async function usageRows(
  tx: Tx,
  tenantIds: readonly string[],
  now: Date,
): Promise<Map<string, UsageDto[]>> {
  const { rows } = await tx.execute(sql`
    select t.id as "tenantId", r.resource, r.period, coalesce(u.used, 0) as used,
      case when l.id is null then (p.limits ->> r.resource)::bigint else l.maximum end as maximum,
      case when l.id is not null then 'tenant' when p.limits ? r.resource then 'plan' end as source
    from tenants t
    cross join lateral (
      select n.resource, case when n.resource = any (${sql.param(flows)}::text[])
        then to_char(${now.toISOString()}::timestamptz at time zone t.time_zone, 'YYYY-MM') else '' end as period, n.place
      from unnest(${sql.param(RESOURCE_NAMES)}::text[]) with ordinality n(resource, place)) r
    left join tenant_usage u on u.tenant_id = t.id and u.resource = r.resource and u.period = r.period
    left join tenant_limits l on l.tenant_id = t.id and l.resource = r.resource
    left join saas_plans p on p.id = t.saas_plan_id
    where t.id = any (${sql.param(tenantIds)}::uuid[]) order by t.id, r.place`);
  const parsed = z.array(usageRow).parse(rows);
  const byTenant = Map.groupBy(parsed, (row) => row.tenantId);
  return new Map([...byTenant].map(([id, list]) => [id, list.map(toDto)]));
}

const usageRow = z.object({
  tenantId: z.uuid(),
  resource,
  period: z.string(),
  used: z.coerce.number(),
  maximum: z.coerce.number().nullable(),
  source: z.enum(["plan", "tenant"]).nullable(),
});

const toDto = (row: z.output<typeof usageRow>): UsageDto => ({
  resource: row.resource,
  period: row.period,
  used: row.used,
  maximum: row.maximum,
  source: row.source,
  percent: percentOf(row.used, row.maximum),
});
