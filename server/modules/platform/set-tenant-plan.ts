import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { countUsage } from "@/server/modules/tenants/count-usage";
import { RESOURCE_NAMES } from "@/server/modules/tenants/rules/resources";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { fetchPlan, fetchTenant } from "./internal/fetch-tenant";
import type { SetTenantPlanInput } from "./schema";

/**
 * Puts a tenant on another plan (null: none, unlimited). One that is lower than what is used deletes nothing:
 * creates are refused until usage falls, and the tenant is warned now. Throws `NotFound` for tenant or plan.
 */
export async function setTenantPlan(ctx: Ctx, input: SetTenantPlanInput): Promise<void> {
  authorize(ctx, "platform.plan.manage");
  const { tenantId, planCode } = input;
  const own = { ...ctx, tenantId };
  await asPlatform(own, `set plan ${planCode ?? "none"}`, async (tx) => {
    const before = await fetchTenant(tx, tenantId);
    const plan = await fetchPlan(tx, planCode);
    if (before.planCode === (plan?.code ?? null)) return;
    await tx
      .update(tenants)
      .set({ saasPlanId: plan?.id ?? null })
      .where(eq(tenants.id, tenantId));
    record(own, "tenant.planChanged", {
      entity: { type: "tenant", id: tenantId },
      payload: { before: before.planCode, after: plan?.code ?? null },
    });
    for (const resource of RESOURCE_NAMES) await countUsage(own, tx, resource, 0);
  });
}
