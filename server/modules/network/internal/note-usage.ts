import { sql } from "drizzle-orm";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { Usage } from "./read-usage";

/** Writes down what a router said of its customers, in one statement; who is offline keeps when they last were online. */
export async function noteUsage(ctx: Ctx, usage: readonly Usage[]): Promise<void> {
  if (usage.length === 0) return;
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  await inTenant(ctx, (tx) =>
    tx.execute(sql`
      update router_accesses a set online = n.online, sessions = n.sessions, seen_at = ${now},
        last_address = coalesce(n.address, a.last_address), uptime_seconds = n."uptimeSeconds", bytes_in = n."bytesIn",
        bytes_out = n."bytesOut", last_online_at = case when n.online then ${now} else a.last_online_at end
      from jsonb_to_recordset(${JSON.stringify(usage)}::jsonb) as n("serviceId" uuid, online boolean, sessions int,
        address text, "uptimeSeconds" bigint, "bytesIn" bigint, "bytesOut" bigint)
      where a.tenant_id = ${ctx.tenantId} and a.service_id = n."serviceId"`),
  );
}
