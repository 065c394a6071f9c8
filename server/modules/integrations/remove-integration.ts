import { integrations } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockIntegration, thisIntegration } from "./internal/integration-dto";
import type { IntegrationIdInput } from "./schema";

/** Forgets an account and its credentials for good. Throws `NotFound`. */
export async function removeIntegration(
  ctx: Ctx,
  { integrationId }: IntegrationIdInput,
): Promise<void> {
  authorize(ctx, "integration.manage");
  await inTenant(ctx, async (tx) => {
    const { vendor, name } = await lockIntegration(tx, ctx.tenantId, integrationId);
    // What is on it would go with it: the network module asks first.
    if (vendor === "mikrotik") throw new Conflict("remove_router_instead");
    await tx.delete(integrations).where(thisIntegration(ctx.tenantId, integrationId));
    record(ctx, "integration.removed", {
      entity: { type: "integration", id: integrationId },
      payload: { vendor, name },
    });
  });
}
