import { and, eq, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, teams, users } from "@/db/schema/auth";
import { invitations } from "@/db/schema/identity";
import { authorize } from "@/server/auth/authorize";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { inviterNameOf } from "./internal/inviter-name";
import { giveRole } from "./internal/resolve-role";
import { openInvitations, requireStaffRoom } from "./internal/staff-room";
import { fetchInvitation } from "./list-invitations";
import type { InvitationDto, InviteMemberInput } from "./schema";
import { writeInvitation } from "./write-invitation";

/**
 * Asks somebody to join, by e-mail or by phone; the link works for seven days. Whether the address is somebody's on
 * the platform is told to nobody but its holder. Throws Forbidden(role_exceeds), Conflict (already_member,
 * already_invited, phone_taken), LimitReached, NotFound.
 */
export async function inviteMember(ctx: Ctx, input: InviteMemberInput): Promise<InvitationDto> {
  authorize(ctx, "member.manage");
  const email = input.email ?? null;
  const phone = input.phone ?? null;
  const locale = input.locale ?? ctx.locale;
  return inTenant(ctx, async (tx) => {
    const role = await giveRole(tx, ctx, input);
    if (input.teamId) await requireTeam(tx, ctx, input.teamId);
    await requireStranger(tx, ctx, { email, phone });
    await requireStaffRoom(tx, ctx);
    const { id } = await writeInvitation(ctx, tx, {
      name: input.name,
      email,
      phone,
      role: role.role,
      roleName: role.nameIn(locale),
      customRoleId: role.customRoleId,
      teamId: input.teamId ?? null,
      locale,
      inviterName: await inviterNameOf(tx, ctx),
      invitedByMembershipId: ctx.actor.kind === "user" ? ctx.actor.membershipId : null,
    });
    return fetchInvitation(tx, ctx, id);
  });
}

async function requireTeam(tx: Tx, ctx: Ctx, teamId: string): Promise<void> {
  const found = await tx
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.tenantId, ctx.tenantId), eq(teams.id, teamId)))
    .for("share");
  if (found.length === 0) throw new NotFound("team");
}

type Address = { email: string | null; phone: string | null };

async function requireStranger(tx: Tx, ctx: Ctx, { email, phone }: Address): Promise<void> {
  const members = await tx
    .select({ email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, ctx.tenantId),
        or(
          email ? eq(users.email, email) : undefined,
          phone ? eq(memberships.phone, phone) : undefined,
        ),
      ),
    );
  if (members.some((member) => email !== null && member.email === email))
    throw new Conflict("already_member");
  if (members.length > 0) throw new Conflict("phone_taken");
  const asked = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        openInvitations(ctx),
        or(
          email ? eq(invitations.email, email) : undefined,
          phone ? eq(invitations.phone, phone) : undefined,
        ),
      ),
    );
  if (asked.length > 0) throw new Conflict("already_invited");
}
