import { integrations } from "@/db/schema/operations";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockIntegration, thisIntegration } from "./internal/integration-dto";
import type { IntegrationDto } from "./schema";

/**
 * Notes how an account is after a check by our own code. A fact only when the state changes;
 * the reason is ours, not the vendor's text. Throws `NotFound`.
 */
export async function reportHealth(
  ctx: Ctx,
  integrationId: string,
  health: IntegrationDto["health"],
  reason: string | null = null,
): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const before = await lockIntegration(tx, ctx.tenantId, integrationId);
    await tx
      .update(integrations)
      .set({ health, healthReason: reason, checkedAt: ctx.now })
      .where(thisIntegration(ctx.tenantId, integrationId));
    if (before.health === health) return;
    record(ctx, "integration.healthChanged", {
      entity: { type: "integration", id: integrationId },
      payload: { before: before.health, after: health },
    });
  });
}
