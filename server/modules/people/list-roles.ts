import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { selectRoles } from "./internal/role-row";
import type { CustomRoleDto } from "./schema";

/** The tenant's own roles, by name. The fixed ones stand in the permission table. */
export function listRoles(ctx: Ctx): Promise<CustomRoleDto[]> {
  authorize(ctx, "member.read");
  return inTenant(ctx, (tx) => selectRoles(tx, ctx));
}
