import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";
import { openInvitationOf, personOf } from "./internal/invited-person";
import { perAddress } from "./internal/per-address";
import type { ShownInvitationDto } from "./schema";

/**
 * What the holder of the link may see of the invitation, and which password it asks for. Throws
 * Invalid("invitation_gone"), TooManyRequests.
 */
export async function openInvitation(
  ctx: Ctx,
  input: { token: string },
): Promise<ShownInvitationDto> {
  await perAddress(ctx, "invitation", 60);
  const row = await openInvitationOf(ctx, input.token);
  const person = await personOf(ctx, row.email);
  const { name: companyName } = await inTenant(ctx, (tx) => tenantOrigin(tx, ctx.tenantId));
  const { name, email, phone, role, customRoleName } = row;
  return {
    ...{ companyName, name, email, phone, role, customRoleName },
    expiresAt: row.expiresAt.toISOString(),
    password: passwordAsked(email, person),
  };
}

/** Who exists without a password proved with the link that the mailbox is theirs, and keeps their other ways in. */
export function passwordAsked(
  email: string | null,
  person: { passwordHash: string | null } | undefined,
): ShownInvitationDto["password"] {
  if (!email) return "none";
  if (!person) return "new";
  return person.passwordHash ? "known" : "none";
}
