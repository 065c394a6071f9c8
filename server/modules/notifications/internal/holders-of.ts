import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customRoles, memberships, users } from "@/db/schema/auth";
import { holds } from "@/server/auth/authorize";
import type { PermissionName } from "@/server/auth/permissions";
import type { Ctx, Locale, Role } from "@/server/tenancy/context";

export type Holder = { membershipId: string; locale: Locale; email: string | null };

/** Active members who hold the permission, by fixed or custom role. */
export async function holdersOf(ctx: Ctx, tx: Tx, permission: PermissionName): Promise<Holder[]> {
  const rows = await tx
    .select({
      membershipId: memberships.id,
      role: memberships.role,
      userId: memberships.userId,
      email: users.email,
      locale: users.locale,
      customRoleId: customRoles.id,
      grants: customRoles.grants,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .leftJoin(
      customRoles,
      and(
        eq(customRoles.id, memberships.customRoleId),
        eq(customRoles.tenantId, memberships.tenantId),
      ),
    )
    .where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.status, "active")));
  return rows.flatMap(({ membershipId, role, userId, email, locale, customRoleId, grants }) => {
    const customRole = customRoleId && grants ? { id: customRoleId, grants } : undefined;
    const person = { kind: "user", userId, membershipId, sessionId: "" } as const;
    const actor = { ...person, role: role as Role, ...(customRole && { customRole }) };
    return holds(actor, permission) ? [{ membershipId, email, locale: locale as Locale }] : [];
  });
}
