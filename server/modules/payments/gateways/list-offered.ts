import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { GatewayName } from "@/server/integrations/payments/schema";
import type { Ctx } from "@/server/tenancy/context";

export type OfferedGateway = { integrationId: string; provider: GatewayName; live: boolean };

/**
 * Those whose own page does it all. PayPal wants our word when the browser comes back, and Culqi a form on our page: they
 * are not offered to customers before those stand.
 */
const WITH_A_PAGE: readonly GatewayName[] = ["mercadopago", "stripe"];

/**
 * The gateways on which a customer may pay: those that are not paused. One in test mode takes invented cards, so only a
 * demo's customers are led to it.
 */
export async function listOffered(ctx: Ctx, tx: Tx): Promise<OfferedGateway[]> {
  const { rows } = await tx.execute<OfferedGateway>(sql`
    select i.id as "integrationId", i.vendor as provider, coalesce(i.config ->> 'mode', 'test') = 'live' as live
    from integrations i join tenants t on t.id = i.tenant_id
    where i.tenant_id = ${ctx.tenantId} and i.enabled and i.vendor = any(${sql.param([...WITH_A_PAGE])}::text[])
      and (t.demo or i.config ->> 'mode' = 'live')
    order by i.created_at, i.id`);
  return rows;
}
