import { integrations } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockIntegration, thisIntegration } from "./internal/integration-dto";
import type { SetIntegrationEnabledInput } from "./schema";

/** Pauses or resumes an account; saying what already is says nothing. Throws `NotFound`. */
export async function setIntegrationEnabled(
  ctx: Ctx,
  { integrationId, enabled }: SetIntegrationEnabledInput,
): Promise<void> {
  authorize(ctx, "integration.manage");
  await inTenant(ctx, async (tx) => {
    const before = await lockIntegration(tx, ctx.tenantId, integrationId);
    if (before.enabled === enabled) return;
    await tx
      .update(integrations)
      .set({ enabled })
      .where(thisIntegration(ctx.tenantId, integrationId));
    record(ctx, "integration.enabledChanged", {
      entity: { type: "integration", id: integrationId },
      payload: { enabled },
    });
  });
}
