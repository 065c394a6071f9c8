import { and, eq } from "drizzle-orm";
import { users } from "@/db/schema/auth";
import { customRoles } from "@/db/schema/auth";
import { invitations } from "@/db/schema/identity";
import { Invalid } from "@/server/kernel/errors";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx, Role } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openInvitations } from "./staff-room";
import { hashToken } from "./tokens";

/** An open invitation by its link's token; throws Invalid("invitation_gone") for everything else. */
export async function openInvitationOf(ctx: Ctx, token: string) {
  const [row] = await inTenant(ctx, (tx) =>
    tx
      .select({
        id: invitations.id,
        name: invitations.name,
        email: invitations.email,
        phone: invitations.phone,
        role: invitations.role,
        customRoleId: invitations.customRoleId,
        customRoleName: customRoles.name,
        teamId: invitations.teamId,
        locale: invitations.locale,
        expiresAt: invitations.expiresAt,
      })
      .from(invitations)
      .leftJoin(
        customRoles,
        and(
          eq(customRoles.id, invitations.customRoleId),
          eq(customRoles.tenantId, invitations.tenantId),
        ),
      )
      .where(and(openInvitations(ctx), eq(invitations.tokenHash, hashToken(token)))),
  );
  if (!row) throw new Invalid("invitation_gone");
  return { ...row, role: row.role as Role };
}

export type InvitedPerson = {
  id: string;
  passwordHash: string | null;
  status: "active" | "disabled";
};

/** Who on the platform has the invited address. Only for the holder of the link, after the link was checked. */
export async function personOf(ctx: Ctx, email: string | null): Promise<InvitedPerson | undefined> {
  if (!email) return undefined;
  const [person] = await asPlatform(ctx, "an invited person opens their invitation", (tx) =>
    tx
      .select({ id: users.id, passwordHash: users.passwordHash, status: users.status })
      .from(users)
      .where(eq(users.email, email)),
  );
  return person;
}
