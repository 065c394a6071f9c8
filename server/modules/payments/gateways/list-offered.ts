import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type GatewayName, GATEWAYS } from "@/server/integrations/payments/schema";
import type { Ctx } from "@/server/tenancy/context";

export type OfferedGateway = { integrationId: string; provider: GatewayName; live: boolean };

/**
 * The gateways on which a customer may pay: those that are not paused. One in test mode takes invented cards, so only a
 * demo's customers are led to it.
 */
export async function listOffered(ctx: Ctx, tx: Tx): Promise<OfferedGateway[]> {
  const { rows } = await tx.execute<OfferedGateway>(sql`
    select i.id as "integrationId", i.vendor as provider, coalesce(i.config ->> 'mode', 'test') = 'live' as live
    from integrations i join tenants t on t.id = i.tenant_id
    where i.tenant_id = ${ctx.tenantId} and i.enabled and i.vendor = any(${sql.param([...GATEWAYS])}::text[])
      and (t.demo or i.config ->> 'mode' = 'live')
    order by i.created_at, i.id`);
  return rows;
}
