import type { Tx } from "@/db/client";
import { invitations } from "@/db/schema/identity";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import type { Ctx, Locale, Role } from "@/server/tenancy/context";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";
import { hashToken, newToken } from "./internal/tokens";

/** Days that a person has to accept. */
export const INVITATION_DAYS = 7;

/** Whom a tenant asks to join, and as what. */
export type NewInvitation = {
  name: string;
  email: string | null;
  phone: string | null;
  role: Role;
  /** How the role is called in the message. */
  roleName: string;
  customRoleId?: string | null;
  teamId?: string | null;
  locale: Locale;
  inviterName: string;
  invitedByMembershipId?: string | null;
};

/**
 * Writes an invitation in the open transaction and asks for its message; only the message carries the token. The same
 * whether or not anybody has the address, so that who invites learns nothing of other tenants.
 */
export async function writeInvitation(
  ctx: Ctx,
  tx: Tx,
  input: NewInvitation,
): Promise<{ id: string }> {
  const id = newId();
  const token = newToken();
  const { name, email, phone, role, locale } = input;
  await tx.insert(invitations).values({
    id,
    tenantId: ctx.tenantId,
    name,
    email,
    phone,
    role,
    customRoleId: input.customRoleId ?? null,
    teamId: input.teamId ?? null,
    locale,
    tokenHash: hashToken(token),
    invitedByMembershipId: input.invitedByMembershipId ?? null,
    expiresAt: invitationExpiry(ctx.now),
    createdAt: ctx.now,
  });
  await sendInvitation(ctx, tx, { ...input, id, token });
  record(ctx, "invitation.created", {
    entity: { type: "invitation", id },
    payload: { role, customRoleId: input.customRoleId ?? null, by: email ? "email" : "phone" },
    personal: { name, email, phone },
  });
  return { id };
}

/** When an invitation that is sent now stops working. */
export const invitationExpiry = (now: Date): Date =>
  new Date(now.getTime() + INVITATION_DAYS * 86_400_000);

/** The message with the link; the link travels sealed. */
export async function sendInvitation(
  ctx: Ctx,
  tx: Tx,
  invitation: Pick<
    NewInvitation,
    "name" | "email" | "phone" | "locale" | "inviterName" | "roleName"
  > & { id: string; token: string },
): Promise<void> {
  const { email, phone, locale, name, inviterName, roleName, token } = invitation;
  const { origin, name: companyName } = await tenantOrigin(tx, ctx.tenantId);
  const to = email ? { email, locale, name } : { phone: phone ?? "", locale, name };
  await queueMessage(ctx, tx, {
    template: "auth.invitation",
    to,
    params: { inviterName, companyName, roleName },
    secrets: { url: `${origin}/invitation/${token}` },
    dedupeKey: `invitation:${invitation.id}:${hashToken(token).slice(0, 16)}`,
  });
}
