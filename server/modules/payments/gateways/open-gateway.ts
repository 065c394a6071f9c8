import { z } from "zod";
import { composition } from "@/server/composition";
import {
  GATEWAYS,
  type GatewayAccount,
  type PaymentGateway,
} from "@/server/integrations/payments/schema";
import { NotFound } from "@/server/kernel/errors";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { methodsConfig } from "./methods-schema";

const vendorName = z.enum(GATEWAYS);
/** What of an account with a gateway may be seen. Real money only where it was said. */
const gatewayConfig = z.object({
  mode: z.enum(["live", "test"]).default("test"),
  accountId: z.string().default(""),
  /** The seller gave our application leave: its notices are signed with the application's secret. */
  byLeave: z.boolean().default(false),
  ...methodsConfig.shape,
});

/** A tenant's account with a gateway, opened. Throws `NotFound` (not there, or no gateway), `Unavailable` (paused). */
export async function openGateway(
  ctx: Ctx,
  integrationId: string,
): Promise<{ gateway: PaymentGateway; account: GatewayAccount }> {
  const opened = await openIntegration(ctx, integrationId);
  const vendor = vendorName.safeParse(opened.vendor);
  if (!vendor.success) throw new NotFound("integration");
  const { mode, accountId, byLeave, ...ways } = gatewayConfig.parse(opened.config);
  const { country } = await inTenant(ctx, (tx) => tenantFacts(ctx, tx));
  const webhookSecret = composition().sellers?.webhookSecret ?? "";
  const secrets = { ...opened.credentials, ...(byLeave && { webhookSecret }) };
  const account = { integrationId, accountId, live: mode === "live", secrets, country, ...ways };
  return { gateway: composition().gateways[vendor.data], account };
}
