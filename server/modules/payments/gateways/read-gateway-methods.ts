import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { GATEWAYS } from "@/server/integrations/payments/schema";
import { NotFound } from "@/server/kernel/errors";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { GatewayIdInput } from "./gateway-schema";
import { type GatewayMethodsDto, methodsConfig } from "./methods-schema";

/** The ways to pay of an account's country, and which are on. Throws `NotFound` (not there, or no gateway), `Unavailable` (paused). */
export async function readGatewayMethods(
  ctx: Ctx,
  { integrationId }: GatewayIdInput,
): Promise<GatewayMethodsDto> {
  authorize(ctx, "integration.read");
  const { vendor, config } = await openIntegration(ctx, integrationId);
  const name = GATEWAYS.find((one) => one === vendor);
  if (!name) throw new NotFound("integration");
  const { country } = await inTenant(ctx, (tx) => tenantFacts(ctx, tx));
  const { everywhere, local } = composition().gateways[name].methods;
  const all = new Set([...everywhere, ...Object.values(local[country] ?? {}).flat()]);
  const { methodsOff, voucherDays } = methodsConfig.parse(config);
  const methods = [...all].map((method) => ({ method, on: !methodsOff.includes(method) }));
  return { integrationId, country, methods, voucherDays };
}
