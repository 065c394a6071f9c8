import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customRoles, memberships } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Forbidden } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireCovers } from "./internal/ceiling";
import { forgetSessionsOf } from "./internal/member-row";
import { fetchRole, lockRole, requireFreeName, requireGrants } from "./internal/role-row";
import type { CustomRoleDto, UpdateRoleInput } from "./schema";

/**
 * Changes a role's name, description or grants; who holds it has the new rights from the next call. Nobody changes the
 * role that they hold themselves. Throws NotFound, Forbidden (own_role, role_exceeds), Invalid, Conflict.
 */
export async function updateRole(ctx: Ctx, input: UpdateRoleInput): Promise<CustomRoleDto> {
  authorize(ctx, "role.manage");
  const { customRoleId, ...given } = input;
  return inTenant(ctx, async (tx) => {
    const before = await lockRole(tx, ctx, customRoleId);
    requireNotOwn(ctx, customRoleId);
    requireCovers(ctx, before.grants);
    if (given.grants) requireGrants(ctx, given.grants);
    if (given.name) await requireFreeName(tx, ctx, given.name, customRoleId);
    await tx
      .update(customRoles)
      .set({ ...given, updatedAt: ctx.now })
      .where(and(eq(customRoles.id, customRoleId), eq(customRoles.tenantId, ctx.tenantId)));
    const { name, description, grants } = before;
    record(ctx, "customRole.updated", {
      entity: { type: "customRole", id: customRoleId },
      payload: { before: { name, description, grants }, after: given },
    });
    await forgetHolders(tx, ctx, customRoleId);
    return fetchRole(tx, ctx, customRoleId);
  });
}

/** Throws Forbidden("own_role") where the caller holds the role. */
export function requireNotOwn(ctx: Ctx, customRoleId: string): void {
  const { actor } = ctx;
  if (actor.kind === "user" && actor.customRole?.id === customRoleId)
    throw new Forbidden("own_role");
}

async function forgetHolders(tx: Tx, ctx: Ctx, customRoleId: string): Promise<void> {
  const holders = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.customRoleId, customRoleId)));
  for (const { id } of holders) await forgetSessionsOf(tx, ctx, id);
}
