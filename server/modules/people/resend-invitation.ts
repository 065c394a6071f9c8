import { and, eq } from "drizzle-orm";
import { invitations } from "@/db/schema/identity";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx, Locale, Role } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { inviterNameOf } from "./internal/inviter-name";
import { lockInvitation } from "./internal/lock-invitation";
import { giveRole } from "./internal/resolve-role";
import { requireStaffRoom } from "./internal/staff-room";
import { hashToken, newToken } from "./internal/tokens";
import { fetchInvitation } from "./list-invitations";
import type { InvitationDto } from "./schema";
import { invitationExpiry, sendInvitation } from "./write-invitation";

/** A new link for seven more days; the old one works no more. Throws NotFound, Forbidden(role_exceeds), LimitReached. */
export async function resendInvitation(
  ctx: Ctx,
  input: { invitationId: string },
): Promise<InvitationDto> {
  authorize(ctx, "member.manage");
  return inTenant(ctx, async (tx) => {
    const row = await lockInvitation(tx, ctx, input.invitationId);
    const { customRoleId } = row;
    const choice = customRoleId ? { customRoleId } : { role: row.role as Role };
    const role = await giveRole(tx, ctx, choice);
    if (row.expiresAt <= ctx.now) await requireStaffRoom(tx, ctx);
    const token = newToken();
    await tx
      .update(invitations)
      .set({ tokenHash: hashToken(token), expiresAt: invitationExpiry(ctx.now) })
      .where(and(eq(invitations.id, row.id), eq(invitations.tenantId, ctx.tenantId)));
    const locale = row.locale as Locale;
    await sendInvitation(ctx, tx, {
      id: row.id,
      token,
      name: row.name,
      email: row.email,
      phone: row.phone,
      locale,
      roleName: role.nameIn(locale),
      inviterName: await inviterNameOf(tx, ctx),
    });
    record(ctx, "invitation.resent", { entity: { type: "invitation", id: row.id }, payload: {} });
    return fetchInvitation(tx, ctx, row.id);
  });
}
