import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customRoles, memberships } from "@/db/schema/auth";
import { invitations } from "@/db/schema/identity";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireCovers } from "./internal/ceiling";
import { endSessionsOf } from "./internal/member-row";
import { giveRole } from "./internal/resolve-role";
import { lockRole } from "./internal/role-row";
import type { ArchiveRoleInput } from "./schema";
import { requireNotOwn } from "./update-role";

/**
 * Retires a role. Who holds it, or is invited to it, gets the replacement, and members sign in again; without one it
 * is refused while in use. Throws NotFound, Forbidden (own_role, role_exceeds), Conflict(role_in_use).
 */
export async function archiveRole(ctx: Ctx, input: ArchiveRoleInput): Promise<void> {
  authorize(ctx, "role.manage");
  const { customRoleId, replacement } = input;
  await inTenant(ctx, async (tx) => {
    const before = await lockRole(tx, ctx, customRoleId);
    requireNotOwn(ctx, customRoleId);
    requireCovers(ctx, before.grants);
    await tx
      .update(customRoles)
      .set({ archivedAt: ctx.now, updatedAt: ctx.now })
      .where(and(eq(customRoles.id, customRoleId), eq(customRoles.tenantId, ctx.tenantId)));
    const moved = await moveHolders(tx, ctx, customRoleId, replacement);
    record(ctx, "customRole.archived", {
      entity: { type: "customRole", id: customRoleId },
      payload: { moved },
    });
  });
}

async function moveHolders(
  tx: Tx,
  ctx: Ctx,
  customRoleId: string,
  replacement: ArchiveRoleInput["replacement"],
): Promise<number> {
  const members = and(
    eq(memberships.tenantId, ctx.tenantId),
    eq(memberships.customRoleId, customRoleId),
  );
  const invited = and(
    eq(invitations.tenantId, ctx.tenantId),
    eq(invitations.customRoleId, customRoleId),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
  );
  const holders = await tx
    .select({ id: memberships.id, role: memberships.role })
    .from(memberships)
    .where(members)
    .for("update");
  const asked = await tx.select({ id: invitations.id }).from(invitations).where(invited);
  const count = holders.length + asked.length;
  if (count === 0) return 0;
  if (!replacement) throw new Conflict("role_in_use", { count });
  const { role, customRoleId: next } = await giveRole(tx, ctx, replacement);
  await tx.update(memberships).set({ role, customRoleId: next }).where(members);
  await tx.update(invitations).set({ role, customRoleId: next }).where(invited);
  for (const holder of holders) {
    record(ctx, "member.roleChanged", {
      entity: { type: "member", id: holder.id },
      payload: {
        before: { role: holder.role, customRoleId },
        after: { role, customRoleId: next },
      },
    });
    await endSessionsOf(tx, ctx, holder.id, "rotated");
  }
  return holders.length;
}
