import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customRoles, memberships, sessions, teams, users } from "@/db/schema/auth";
import type { CustomGrants } from "@/server/auth/grants";
import { sessionName } from "@/server/auth/live-session";
import { sessionCache } from "@/server/auth/session-cache";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { endSession } from "@/server/modules/auth/for-modules";
import type { Ctx, Role } from "@/server/tenancy/context";
import { openScope } from "@/server/tenancy/scope";
import type { MemberDto } from "../schema";
import { requireCoversRole } from "./ceiling";

const columns = {
  id: memberships.id,
  userId: users.id,
  name: users.name,
  email: users.email,
  phone: memberships.phone,
  role: memberships.role,
  customRoleId: memberships.customRoleId,
  customRoleName: customRoles.name,
  teamId: memberships.teamId,
  teamName: teams.name,
  businessUnitId: memberships.businessUnitId,
  branchId: memberships.branchId,
  status: memberships.status,
  createdAt: memberships.createdAt,
};

/** Members as lists and pages show them. */
export async function selectMembers(
  tx: Tx,
  ctx: Ctx,
  where: (SQL | undefined)[],
  limit: number,
): Promise<MemberDto[]> {
  const rows = await tx
    .select(columns)
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .leftJoin(
      customRoles,
      and(
        eq(customRoles.id, memberships.customRoleId),
        eq(customRoles.tenantId, memberships.tenantId),
      ),
    )
    .leftJoin(
      teams,
      and(eq(teams.id, memberships.teamId), eq(teams.tenantId, memberships.tenantId)),
    )
    .where(and(eq(memberships.tenantId, ctx.tenantId), ...where))
    .orderBy(memberships.id)
    .limit(limit);
  return rows.map((row) => ({
    ...row,
    role: row.role as Role,
    createdAt: row.createdAt.toISOString(),
  }));
}

/** One member as a DTO; throws NotFound. */
export async function fetchMember(tx: Tx, ctx: Ctx, membershipId: string): Promise<MemberDto> {
  const [member] = await selectMembers(tx, ctx, [eq(memberships.id, membershipId)], 1);
  if (!member) throw new NotFound("member");
  return member;
}

type Locked = {
  id: string;
  userId: string;
  role: string;
  customRoleId: string | null;
  teamId: string | null;
  status: "active" | "disabled";
  grants: CustomGrants | null;
};

/**
 * The member's row, locked, for a change by the caller; throws NotFound, and Forbidden where the member holds more
 * than the caller does.
 */
export async function lockMember(tx: Tx, ctx: Ctx, membershipId: string): Promise<Locked> {
  const [row] = await tx
    .select({
      id: memberships.id,
      userId: memberships.userId,
      role: memberships.role,
      customRoleId: memberships.customRoleId,
      teamId: memberships.teamId,
      status: memberships.status,
    })
    .from(memberships)
    .where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.id, membershipId)))
    .for("update");
  if (!row) throw new NotFound("member");
  const grants = row.customRoleId ? await grantsOfRole(tx, ctx, row.customRoleId) : null;
  const role = row.role as Role;
  requireCoversRole(ctx, grants ? { role, customRole: { grants } } : { role });
  return { ...row, grants };
}

async function grantsOfRole(tx: Tx, ctx: Ctx, id: string): Promise<CustomGrants> {
  const [row] = await tx
    .select({ grants: customRoles.grants })
    .from(customRoles)
    .where(and(eq(customRoles.tenantId, ctx.tenantId), eq(customRoles.id, id)));
  return row?.grants ?? {};
}

/** Throws Conflict("last_owner") unless somebody else stays an active owner; owners are locked, so that two cannot go at once. */
export async function requireOtherOwner(tx: Tx, ctx: Ctx, membershipId: string): Promise<void> {
  const owners = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, ctx.tenantId),
        eq(memberships.role, "owner"),
        eq(memberships.status, "active"),
        isNull(memberships.customRoleId),
      ),
    )
    .orderBy(memberships.id)
    .for("update");
  if (!owners.some(({ id }) => id !== membershipId)) throw new Conflict("last_owner");
}

/** Is this member one of those without whom nobody owns the tenant? */
export const isPlainOwner = (member: Pick<Locked, "role" | "customRoleId" | "status">): boolean =>
  member.role === "owner" && member.customRoleId === null && member.status === "active";

const livingSessions = (ctx: Ctx, membershipId: string) =>
  and(
    eq(sessions.tenantId, ctx.tenantId),
    eq(sessions.membershipId, membershipId),
    isNull(sessions.revokedAt),
  );

/** Ends every session of the member, at once; returns how many. */
export async function endSessionsOf(
  tx: Tx,
  ctx: Ctx,
  membershipId: string,
  reason: "revokedByStaff" | "rotated" | "passwordChanged",
): Promise<number> {
  const living = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(livingSessions(ctx, membershipId));
  for (const { id } of living) await endSession(tx, ctx, id, reason);
  return living.length;
}

/** What the member's sessions may do has changed: no process that shares this memory believes the old once committed. */
export async function forgetSessionsOf(tx: Tx, ctx: Ctx, membershipId: string): Promise<void> {
  const living = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(livingSessions(ctx, membershipId));
  openScope().afterCommit.push(() => {
    for (const { id } of living) sessionCache.forget(sessionName(ctx.tenantId, id));
  });
}
