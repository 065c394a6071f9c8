import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customRoles, memberships } from "@/db/schema/auth";
import { staffNotifications } from "@/db/schema/work";
import { holds } from "@/server/auth/authorize";
import type { PermissionName } from "@/server/auth/permissions";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { Ctx, Role } from "@/server/tenancy/context";

/** What a verb says when staff should know something. */
export type NotifyStaffInput = {
  /** Words in messages: `notification.<kind>.title|text`. */
  kind: string;
  params?: Readonly<Record<string, string | number>>;
  /** Path on the tenant's host where it can be dealt with. */
  href?: string;
  /** The same news to the same person twice is one. */
  dedupeKey: string;
} & ({ membershipIds: readonly string[] } | { permission: PermissionName });

/**
 * Puts news under the bell of the named members, or of every active member who holds the permission; in the open
 * transaction. Open pages show it at once. Returns to how many it is new.
 */
export async function notifyStaff(ctx: Ctx, tx: Tx, input: NotifyStaffInput): Promise<number> {
  const { kind, params = {}, href = null, dedupeKey } = input;
  const members =
    "permission" in input ? await holdersOf(ctx, tx, input.permission) : input.membershipIds;
  if (members.length === 0) return 0;
  const { tenantId } = ctx;
  const rows = await tx
    .insert(staffNotifications)
    .values(
      [...new Set(members)].map((membershipId) => ({
        ...{ tenantId, membershipId, kind, params: { ...params }, href, dedupeKey },
      })),
    )
    .onConflictDoNothing()
    .returning({ id: staffNotifications.id });
  if (rows.length > 0)
    record(ctx, "notification.created", {
      entity: { type: "notification", id: rows[0]?.id ?? newId() },
      payload: { kind, members: rows.length },
    });
  return rows.length;
}

async function holdersOf(ctx: Ctx, tx: Tx, permission: PermissionName): Promise<string[]> {
  const rows = await tx
    .select({
      id: memberships.id,
      role: memberships.role,
      userId: memberships.userId,
      customRoleId: customRoles.id,
      grants: customRoles.grants,
    })
    .from(memberships)
    .leftJoin(
      customRoles,
      and(
        eq(customRoles.id, memberships.customRoleId),
        eq(customRoles.tenantId, memberships.tenantId),
      ),
    )
    .where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.status, "active")));
  return rows
    .filter(({ id, role, userId, customRoleId, grants }) =>
      holds(
        {
          kind: "user",
          userId,
          membershipId: id,
          sessionId: "",
          role: role as Role,
          ...(customRoleId && grants && { customRole: { id: customRoleId, grants } }),
        },
        permission,
      ),
    )
    .map(({ id }) => id);
}
