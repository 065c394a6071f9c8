import { customRoles } from "@/db/schema/auth";
import { authorize, grantsOf } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchRole, requireFreeName, requireGrants } from "./internal/role-row";
import type { CreateRoleInput, CustomRoleDto } from "./schema";

/**
 * A role of the tenant's own, cloned from a fixed one unless other grants are given; never more than its maker holds.
 * Throws Forbidden(role_exceeds), Invalid(reach_not_offered), Conflict(role_name_taken).
 */
export async function createRole(ctx: Ctx, input: CreateRoleInput): Promise<CustomRoleDto> {
  authorize(ctx, "role.manage");
  const { name, description, basedOn } = input;
  const grants = input.grants ?? grantsOf({ role: basedOn });
  requireGrants(ctx, grants);
  return inTenant(ctx, async (tx) => {
    await requireFreeName(tx, ctx, name);
    const id = newId();
    const { tenantId, now } = ctx;
    await tx
      .insert(customRoles)
      .values({ id, tenantId, name, description, basedOn, grants, createdAt: now, updatedAt: now });
    record(ctx, "customRole.created", {
      entity: { type: "customRole", id },
      payload: { name, basedOn, grants },
    });
    return fetchRole(tx, ctx, id);
  });
}
