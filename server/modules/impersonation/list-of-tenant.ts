import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { impersonationRows } from "./internal/impersonation-dto";
import type { ImpersonationDto, TenantIdInput } from "./schema";

/** Who has acted in a tenant from outside, for the platform; newest first, at most 100. */
export async function listOfTenant(
  ctx: Ctx,
  { tenantId }: TenantIdInput,
): Promise<ImpersonationDto[]> {
  authorize(ctx, "platform.tenant.read");
  const own = { ...ctx, tenantId };
  return asPlatform(own, "look at a tenant's impersonations", (tx) => impersonationRows(own, tx));
}
