import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { type RouterDto, routerDto } from "../schema";
import { routerColumns } from "./router-row";

/** Routers as people see them, with how many services are on them, online, and not proven yet. */
export async function readRouters(ctx: Ctx, tx: Tx, routerId?: string): Promise<RouterDto[]> {
  const only = routerId ? sql`and r.id = ${routerId}` : sql``;
  const { rows } = await tx.execute(sql`
    select ${routerColumns}, coalesce(a.services, 0)::int as services, coalesce(a.online, 0)::int as online,
      (select count(*)::int from enforcement_commands c where c.tenant_id = r.tenant_id and c.integration_id = r.integration_id
        and c.status in ('pending', 'applied')) as pending
    from routers r left join (
      select router_id, count(*) as services, count(*) filter (where online) as online
      from router_accesses where tenant_id = ${ctx.tenantId} group by router_id) a on a.router_id = r.id
    where r.tenant_id = ${ctx.tenantId} ${only} order by r.name, r.id`);
  return rows.map((row) => routerDto.parse(row));
}

export async function readRouter(ctx: Ctx, tx: Tx, routerId: string): Promise<RouterDto> {
  const [found] = await readRouters(ctx, tx, routerId);
  if (!found) throw new NotFound("router");
  return found;
}
