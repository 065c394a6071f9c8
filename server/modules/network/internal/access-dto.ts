import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { type AccessDto, accessDto } from "../schema";

const iso = (column: string) =>
  sql.raw(`to_char(a.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** A service's network facts as people see them; throws `NotFound` for one that is on no router. */
export async function readAccess(ctx: Ctx, tx: Tx, serviceId: string): Promise<AccessDto> {
  const { rows } = await tx.execute(sql`
    select a.service_id as "serviceId", a.router_id as "routerId", r.name as "routerName", a.method,
      a.user_name as "userName", a.secret_sealed is not null as "passwordStored", a.mac, a.address, a.profile, a.server,
      a.rate, a.cut_method as "cutMethod", a.adoption, a.online, a.sessions, a.last_address as "lastAddress",
      a.uptime_seconds::float8 as "uptimeSeconds", a.bytes_in::float8 as "bytesIn", a.bytes_out::float8 as "bytesOut",
      ${iso("last_online_at")} as "lastOnlineAt", ${iso("seen_at")} as "seenAt"
    from router_accesses a join routers r on r.tenant_id = a.tenant_id and r.id = a.router_id
    where a.tenant_id = ${ctx.tenantId} and a.service_id = ${serviceId}`);
  if (!rows[0]) throw new NotFound("routerAccess");
  return accessDto.parse(rows[0]);
}
