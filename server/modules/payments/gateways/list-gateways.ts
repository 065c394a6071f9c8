import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { GATEWAYS } from "@/server/integrations/payments/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";
import type { GatewayDto } from "./gateway-schema";
import { listOffered } from "./list-offered";

type Row = Omit<GatewayDto, "callbackUrl" | "offered">;
const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** The tenant's accounts with gateways: their health, what was heard of them last, what waits. */
export function listGateways(ctx: Ctx): Promise<GatewayDto[]> {
  authorize(ctx, "integration.read");
  return inTenant(ctx, async (tx) => {
    const attempts = sql`from payment_attempts a where a.tenant_id = i.tenant_id and a.integration_id = i.id`;
    const { rows } = await tx.execute<Row>(sql`
      select i.id, i.vendor as provider, i.name, case when i.config ->> 'mode' = 'live' then 'live' else 'test' end as mode,
        case when i.config ->> 'byLeave' = 'true' then i.config ->> 'leaveUntil' end as "leaveUntil",
        i.enabled, i.health, i.health_reason as "healthReason", ${iso("i.checked_at")} as "checkedAt",
        (select ${iso("max(w.received_at)")} from inbound_webhooks w
          where w.tenant_id = i.tenant_id and w.integration_id = i.id) as "lastNoticeAt",
        (select ${iso("max(a.created_at)")} ${attempts} and a.payment_id is not null) as "lastPaidAt",
        (select count(*)::int from inbound_webhooks w where w.tenant_id = i.tenant_id and w.status = 'waiting'
          and w.integration_id = i.id and w.asked > 0) as unfollowed,
        (select count(*)::int ${attempts} and a.ask_at is not null) as waiting,
        (select count(*)::int ${attempts} and a.status = 'mismatch') as mismatched
      from integrations i where i.tenant_id = ${ctx.tenantId} and i.vendor = any(${sql.param([...GATEWAYS])}::text[])
      order by i.created_at, i.id`);
    const offered = new Set((await listOffered(ctx, tx)).map(({ integrationId }) => integrationId));
    const { origin } = await tenantOrigin(tx, ctx.tenantId);
    const { gateways } = composition();
    return rows.map((row) => ({
      ...row,
      callbackUrl: gateways[row.provider].readNotice
        ? `${origin}/api/webhooks/payments/${row.provider}/${row.id}`
        : "",
      offered: offered.has(row.id),
    }));
  });
}
