import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { countedCut } from "@/server/modules/subscriptions/counted-cut";
import type { Ctx } from "@/server/tenancy/context";

/** Fewer cuts at once than this are no mass cut, unless some are held. */
const MASS = 5;

/**
 * Cuts of many, by router: while they are on their way or held, and for a day after a person let them through, with who
 * did and why.
 */
export async function readMassCuts(ctx: Ctx, tx: Tx): Promise<Record<string, unknown>[]> {
  const open = sql`c.status in ('pending', 'applied')`;
  const { rows } = await tx.execute(sql`
    with released as (
      select distinct on (e.entity_id) e.entity_id::uuid as router_id, e.occurred_at as at,
        e.body::jsonb -> 'payload' ->> 'reason' as reason,
        (select u.name from memberships m join users u on u.id = m.user_id where m.tenant_id = e.tenant_id
          and m.id = (e.body::jsonb -> 'actor' ->> 'membershipId')::uuid) as by
      from events e where e.tenant_id = ${ctx.tenantId} and e.name = 'router.cutsReleased'
        and e.occurred_at >= now() - interval '1 day'
      order by e.entity_id, e.seq desc)
    select r.id as "routerId", r.name as "routerName", count(*)::int as asked,
      count(*) filter (where c.status = 'proven')::int as proven,
      count(*) filter (where c.capped_at is not null and ${open})::int as held,
      case when max(l.at) is not null then jsonb_build_object('reason', max(l.reason), 'by', max(l.by),
        'at', to_char(max(l.at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as released
    from enforcement_commands c join routers r on r.tenant_id = c.tenant_id and r.id = c.integration_id
    left join released l on l.router_id = r.id
    where c.tenant_id = ${ctx.tenantId} and (${countedCut} or (c.capped_at is not null and ${open})
      or (c.approved_at is not null and c.status <> 'superseded' and c.id >= (select uuidv7(interval '-1 day'))))
    group by r.id, r.name
    having count(*) filter (where c.capped_at is not null and ${open}) > 0
      or (count(*) >= ${MASS} and (count(*) filter (where ${open}) > 0 or max(l.at) is not null))
    order by r.name`);
  return rows;
}
