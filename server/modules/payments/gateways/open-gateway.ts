import { z } from "zod";
import { composition } from "@/server/composition";
import {
  GATEWAYS,
  type GatewayAccount,
  type PaymentGateway,
} from "@/server/integrations/payments/schema";
import { NotFound } from "@/server/kernel/errors";
import {
  type OpenIntegration,
  openIntegration,
} from "@/server/modules/integrations/open-integration";
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

export type OpenGateway = { gateway: PaymentGateway; account: GatewayAccount };

/** A tenant's account with a gateway, opened. Throws `NotFound` (not there, or no gateway), `Unavailable` (paused). */
export async function openGateway(ctx: Ctx, integrationId: string): Promise<OpenGateway> {
  const { gateway, account } = asGateway(await openIntegration(ctx, integrationId));
  const { country } = await inTenant(ctx, (tx) => tenantFacts(ctx, tx));
  return { gateway, account: { ...account, country } };
}

/**
 * An opened account as what its gateway is called with; where it is, which checkouts go by and notices do not, is for the
 * caller to add. Throws `NotFound` where it is no gateway's.
 */
export function asGateway(opened: OpenIntegration): OpenGateway {
  const vendor = vendorName.safeParse(opened.vendor);
  if (!vendor.success) throw new NotFound("integration");
  const { mode, accountId, byLeave, ...ways } = gatewayConfig.parse(opened.config);
  const webhookSecret = composition().sellers?.webhookSecret ?? "";
  const secrets = { ...opened.credentials, ...(byLeave && { webhookSecret }) };
  const live = mode === "live";
  const account = { integrationId: opened.id, accountId, live, secrets, ...ways };
  return { gateway: composition().gateways[vendor.data], account };
}
