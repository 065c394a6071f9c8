import { authorize } from "@/server/auth/authorize";
import { saveLimit } from "@/server/modules/tenants/save-limit";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { fetchTenant } from "./internal/fetch-tenant";
import type { SetTenantLimitInput } from "./schema";

/** Agrees a limit with one tenant, above or below its plan's; null is unlimited, absent gives the plan's back. */
export async function setTenantLimit(ctx: Ctx, input: SetTenantLimitInput): Promise<void> {
  authorize(ctx, "platform.plan.manage");
  const { tenantId, resource, maximum } = input;
  const own = { ...ctx, tenantId };
  await asPlatform(own, `set limit of ${resource}`, async (tx) => {
    await fetchTenant(tx, tenantId);
    await saveLimit(own, tx, { resource, maximum });
  });
}
