import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { LimitReached, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { RESOURCES, type Resource } from "./rules/resources";

/**
 * Counts `delta` units of a resource in the open transaction, so that the count and what it counts are one fact.
 * The counter's row stays locked until the end: of two creates at limit − 1 exactly one succeeds.
 * Throws `LimitReached` when a positive delta would pass the limit; a lower or equal count is never refused,
 * so that a plan lowered below usage deletes nothing. States `usage.warned` once per threshold (80 %, 100 %)
 * until usage falls below it again. A delta of 0 re-reads the limit and warns. Returns what is used now.
 */
export async function countUsage(
  ctx: Ctx,
  tx: Tx,
  resource: Resource,
  delta: number,
): Promise<Counted> {
  const { rows } = await tx.execute(countStatement(ctx, resource, delta));
  if (rows.length === 0) throw await refusal(ctx, tx, resource);
  const counted = countedRow.parse(rows[0]);
  const { period, used, maximum, warned, warnedBefore } = counted;
  if (maximum === null || warned <= warnedBefore || warned === 0) return { used, maximum };
  record(ctx, "usage.warned", {
    entity: { type: "usage", id: resource },
    payload: { resource, period, percent: warned === 100 ? 100 : 80, used, maximum },
  });
  return { used, maximum };
}

/** What is used now, of how much at most; null: unlimited. */
export type Counted = { used: number; maximum: number | null };

const countedRow = z.object({
  period: z.string(),
  used: z.coerce.number(),
  maximum: z.coerce.number().nullable(),
  warned: z.number(),
  warnedBefore: z.number(),
});

/** Limit, month, check, count and threshold in one statement; no row comes back when the limit refuses. */
function countStatement(ctx: Ctx, resource: Resource, delta: number): SQL {
  const change = sql`${delta}::bigint`;
  const maximum = sql`(select maximum from bounds)`;
  const next = sql`greatest(u.used + ${change}, 0)`;
  return sql`
    with bounds as (${boundsQuery(ctx, resource)})
    insert into tenant_usage as u (tenant_id, resource, period, used, warned_percent)
    select tenant_id, ${resource}, period, greatest(${change}, 0), ${threshold(sql`greatest(${change}, 0)`, sql`maximum`)}
    from bounds where ${change} <= 0 or maximum is null or ${change} <= maximum
    on conflict (tenant_id, resource, period) do update
      set used = ${next}, warned_percent = ${threshold(next, maximum)}, updated_at = now()
      where ${change} <= 0 or ${maximum} is null or u.used + ${change} <= ${maximum}
    returning period, new.used, ${maximum} as maximum, new.warned_percent as warned,
      coalesce(old.warned_percent, 0) as "warnedBefore"`;
}

/** A limit agreed with the tenant wins over its plan's; neither means unlimited (null). */
function boundsQuery(ctx: Ctx, resource: Resource): SQL {
  const period =
    RESOURCES[resource] === "flow"
      ? sql`to_char(${ctx.now.toISOString()}::timestamptz at time zone t.time_zone, 'YYYY-MM')`
      : sql`''`;
  return sql`
    select t.id as tenant_id, ${period} as period,
      case when l.id is null then (p.limits ->> ${resource})::bigint else l.maximum end as maximum
    from tenants t
    left join tenant_limits l on l.tenant_id = t.id and l.resource = ${resource}
    left join saas_plans p on p.id = t.saas_plan_id
    where t.id = ${ctx.tenantId}`;
}

const threshold = (used: SQL, maximum: SQL): SQL => sql`
  case when ${maximum} is null or ${used} = 0 then 0 when ${used} >= ${maximum} then 100
    when ${used} * 100 >= ${maximum} * 80 then 80 else 0 end`;

async function refusal(ctx: Ctx, tx: Tx, resource: Resource): Promise<Error> {
  const { rows } = await tx.execute(sql`
    with bounds as (${boundsQuery(ctx, resource)})
    select b.maximum, coalesce(u.used, 0) as used from bounds b left join tenant_usage u
      on u.tenant_id = b.tenant_id and u.resource = ${resource} and u.period = b.period`);
  const found = z
    .object({ maximum: z.coerce.number(), used: z.coerce.number() })
    .safeParse(rows[0]);
  return found.success ? new LimitReached({ resource, ...found.data }) : new NotFound("tenant");
}
