import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { GATEWAYS } from "@/server/integrations/payments/schema";
import type { Ctx } from "@/server/tenancy/context";
import type { GatewayDto } from "../gateways/gateway-schema";

export type AccountRow = Omit<GatewayDto, "callbackUrl" | "offered">;
const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** The tenant's accounts with gateways, what was heard of them last and what waits; each of it from an index of its own. */
export async function readAccounts(ctx: Ctx, tx: Tx): Promise<AccountRow[]> {
  const attempts = sql`from payment_attempts a where a.tenant_id = i.tenant_id and a.integration_id = i.id`;
  const notices = sql`from inbound_webhooks w where w.tenant_id = i.tenant_id and w.integration_id = i.id`;
  const { rows } = await tx.execute<AccountRow>(sql`
    select i.id, i.vendor as provider, i.name, case when i.config ->> 'mode' = 'live' then 'live' else 'test' end as mode,
      case when i.config ->> 'byLeave' = 'true' then i.config ->> 'leaveUntil' end as "leaveUntil",
      i.enabled, i.health, i.health_reason as "healthReason", ${iso("i.checked_at")} as "checkedAt",
      (select ${iso("max(w.received_at)")} ${notices}) as "lastNoticeAt",
      (select ${iso("max(a.created_at)")} ${attempts} and a.payment_id is not null) as "lastPaidAt",
      (select count(*)::int ${notices} and w.status = 'waiting' and w.asked > 0) as unfollowed,
      (select count(*)::int ${attempts} and a.ask_at is not null) as waiting,
      (select count(*)::int ${attempts} and a.status = 'mismatch') as mismatched
    from integrations i where i.tenant_id = ${ctx.tenantId} and i.vendor = any(${sql.param([...GATEWAYS])}::text[])
    order by i.created_at, i.id`);
  return rows;
}
