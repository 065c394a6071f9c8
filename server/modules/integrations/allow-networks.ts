import { integrations } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { lockIntegration, thisIntegration } from "./internal/integration-dto";
import type { AllowNetworksInput } from "./schema";

/**
 * Says which private networks an integration's device client may reach. Only the platform does: a tenant
 * who chose them could point at the platform's own network (decision 0020). Throws `NotFound`.
 */
export async function allowNetworks(ctx: Ctx, input: AllowNetworksInput): Promise<void> {
  authorize(ctx, "platform.tenant.manage");
  const { tenantId, integrationId, cidrs } = input;
  const tenantCtx = { ...ctx, tenantId };
  await asPlatform(tenantCtx, "allow an integration's private networks", async (tx) => {
    const { config } = await lockIntegration(tx, tenantId, integrationId);
    await tx
      .update(integrations)
      .set({ config: { ...config, allowedCidrs: cidrs } })
      .where(thisIntegration(tenantId, integrationId));
    record(tenantCtx, "integration.updated", {
      entity: { type: "integration", id: integrationId },
      payload: { fields: ["allowedCidrs"], credentials: false },
    });
  });
}
