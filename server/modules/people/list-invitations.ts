import { and, desc, eq, isNull, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customRoles } from "@/db/schema/auth";
import { invitations } from "@/db/schema/identity";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx, Role } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { InvitationDto } from "./schema";

/** Invitations that nobody has accepted or withdrawn, newest first; the expired ones say so. */
export function listInvitations(ctx: Ctx): Promise<InvitationDto[]> {
  authorize(ctx, "member.read");
  return inTenant(ctx, (tx) =>
    select(tx, ctx, and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt))),
  );
}

/** One invitation as a DTO; throws NotFound. */
export async function fetchInvitation(tx: Tx, ctx: Ctx, id: string): Promise<InvitationDto> {
  const [found] = await select(tx, ctx, eq(invitations.id, id));
  if (!found) throw new NotFound("invitation");
  return found;
}

async function select(tx: Tx, ctx: Ctx, where: SQL | undefined): Promise<InvitationDto[]> {
  const rows = await tx
    .select({
      id: invitations.id,
      name: invitations.name,
      email: invitations.email,
      phone: invitations.phone,
      role: invitations.role,
      customRoleId: invitations.customRoleId,
      customRoleName: customRoles.name,
      teamId: invitations.teamId,
      expiresAt: invitations.expiresAt,
      createdAt: invitations.createdAt,
    })
    .from(invitations)
    .leftJoin(
      customRoles,
      and(
        eq(customRoles.id, invitations.customRoleId),
        eq(customRoles.tenantId, invitations.tenantId),
      ),
    )
    .where(and(eq(invitations.tenantId, ctx.tenantId), where))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(200);
  return rows.map((row) => ({
    ...row,
    role: row.role as Role,
    expired: row.expiresAt <= ctx.now,
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }));
}
