import { authorize } from "@/server/auth/authorize";
import { openTenant } from "@/server/modules/tenants/open-tenant";
import type { CreatedTenantDto } from "@/server/modules/tenants/schema";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { fetchPlan } from "./internal/fetch-tenant";
import type { CreateTenantInput } from "./schema";

/** Opens a tenant with its owner and plan. Throws Conflict("slug_taken"), NotFound for an unknown plan. */
export async function createTenant(ctx: Ctx, input: CreateTenantInput): Promise<CreatedTenantDto> {
  authorize(ctx, "platform.tenant.manage");
  return asPlatform(ctx, `create tenant ${input.slug}`, async (tx) => {
    const { planCode, ...tenant } = input;
    const plan = await fetchPlan(tx, planCode);
    return openTenant(ctx, tx, { ...tenant, plan, parentTenantId: null, origin: "platform" });
  });
}
