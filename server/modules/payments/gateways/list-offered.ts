import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { composition } from "@/server/composition";
import { methodsOf, type PayMethod } from "@/server/integrations/payments/schema";
import { type GatewayName, GATEWAYS } from "@/server/integrations/payments/schema";
import type { Ctx } from "@/server/tenancy/context";
import { methodsConfig } from "./methods-schema";

export type OfferedGateway = {
  integrationId: string;
  provider: GatewayName;
  live: boolean;
  /** The ways to pay there, by currency; of money that is not asked for, none. */
  methods: Readonly<Record<string, PayMethod[]>>;
};
type Row = Omit<OfferedGateway, "methods"> & { country: string; config: unknown };

/**
 * The gateways on which a customer may pay: those that are not paused. One in test mode takes invented cards, so only a
 * demo's customers are led to it.
 */
export async function listOffered(
  ctx: Ctx,
  tx: Tx,
  currencies: readonly string[] = [],
): Promise<OfferedGateway[]> {
  const { rows } = await tx.execute<Row>(sql`
    select i.id as "integrationId", i.vendor as provider, t.country, i.config, coalesce(i.config ->> 'mode', 'test') = 'live' as live
    from integrations i join tenants t on t.id = i.tenant_id
    where i.tenant_id = ${ctx.tenantId} and i.enabled and i.vendor = any(${sql.param([...GATEWAYS])}::text[])
      and (t.demo or i.config ->> 'mode' = 'live')
    order by i.created_at, i.id`);
  const { gateways } = composition();
  return rows.map(({ country, config, ...row }) => {
    const { methodsOff } = methodsConfig.parse(config);
    const of = (currency: string) =>
      methodsOf(gateways[row.provider].methods, country, currency).filter(
        (method) => !methodsOff.includes(method),
      );
    const methods = Object.fromEntries(currencies.map((currency) => [currency, of(currency)]));
    return { ...row, methods };
  });
}
