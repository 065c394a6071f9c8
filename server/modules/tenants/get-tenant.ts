import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchTenant } from "./internal/tenant-dto";
import type { TenantDto } from "./schema";

/** The company itself: name, place, plan. */
export async function getTenant(ctx: Ctx): Promise<TenantDto> {
  authorize(ctx, "tenant.read");
  return inTenant(ctx, (tx) => fetchTenant(tx, ctx.tenantId));
}
