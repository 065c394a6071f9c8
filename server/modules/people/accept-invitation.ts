import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { invitations } from "@/db/schema/identity";
import { hashPassword, verifyPassword } from "@/server/auth/password-hash";
import { record } from "@/server/events/record";
import { Conflict, Forbidden, Invalid, Unauthenticated } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { chargeAttempt, finishSignIn, forgetAttempts } from "@/server/modules/auth/for-modules";
import type { SignInAnswer } from "@/server/modules/auth/sign-in/schema";
import { countUsage } from "@/server/modules/tenants/count-usage";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type InvitedPerson, openInvitationOf, personOf } from "./internal/invited-person";
import { perAddress } from "./internal/per-address";
import { requirePassword } from "./internal/require-password";
import { passwordAsked } from "./open-invitation";
import type { AcceptInvitationInput } from "./schema";

/**
 * Makes the holder of the link a member and signs them in. A new person chooses name and password; one who exists
 * proves it with the password they have; who was asked by phone needs none and enters by code from then on. Of two at
 * once one wins. Throws Invalid (invitation_gone, password_*), Unauthenticated(sign_in_failed), Forbidden, Conflict,
 * LimitReached, TooManyRequests.
 */
export async function acceptInvitation(
  ctx: Ctx,
  input: AcceptInvitationInput,
): Promise<SignInAnswer> {
  await perAddress(ctx, "invitation.accept", 20);
  const invitation = await openInvitationOf(ctx, input.token);
  const person = await personOf(ctx, invitation.email);
  if (person?.status === "disabled") throw new Forbidden("person_disabled");
  const passwordHash = await provePassword(ctx, invitation, person, input);
  const membershipId = await asPlatform(ctx, "an invited person joins", async (tx) => {
    await takeInvitation(tx, ctx, invitation.id);
    const userId = person?.id ?? (await makePerson(tx, invitation, input, passwordHash));
    return join(tx, ctx, invitation, userId);
  });
  const answer = await inTenant(ctx, (tx) =>
    finishSignIn(tx, ctx, { membershipId, methods: ["invitation"] }),
  );
  if (!answer) throw new Forbidden("person_disabled");
  return answer;
}

type Invitation = Awaited<ReturnType<typeof openInvitationOf>>;

/** The hash of a new person's password; null where none is made. */
async function provePassword(
  ctx: Ctx,
  invitation: Invitation,
  person: InvitedPerson | undefined,
  input: AcceptInvitationInput,
): Promise<string | null> {
  const { email } = invitation;
  const password = input.password ?? "";
  switch (passwordAsked(email, person)) {
    case "none":
      return null;
    case "new":
      await requirePassword(ctx, password, { email, name: input.name ?? invitation.name });
      return hashPassword(password);
    case "known":
      await chargeAttempt(ctx, email ?? "");
      if (!(await verifyPassword(password, person?.passwordHash)))
        throw new Unauthenticated("sign_in_failed");
      await inTenant(ctx, (tx) => forgetAttempts(tx, ctx, email ?? ""));
      return null;
  }
}

async function takeInvitation(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const taken = await tx
    .update(invitations)
    .set({ acceptedAt: ctx.now })
    .where(
      and(
        eq(invitations.id, id),
        eq(invitations.tenantId, ctx.tenantId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
    .returning({ id: invitations.id });
  if (taken.length === 0) throw new Invalid("invitation_gone");
}

async function makePerson(
  tx: Tx,
  { email, name, locale }: Invitation,
  input: AcceptInvitationInput,
  passwordHash: string | null,
): Promise<string> {
  const [made] = await tx
    .insert(users)
    .values({
      id: newId(),
      email,
      name: input.name ?? name,
      locale: locale as Locale,
      passwordHash,
    })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  // Another tenant's invitation made the person in this very moment: the page asks for their password now.
  if (!made) throw new Conflict("already_invited");
  return made.id;
}

async function join(tx: Tx, ctx: Ctx, invitation: Invitation, userId: string): Promise<string> {
  const { tenantId, now } = ctx;
  const { role, customRoleId, teamId, phone } = invitation;
  const id = newId();
  const joined = await tx
    .insert(memberships)
    .values({ id, tenantId, userId, role, customRoleId, teamId, phone, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: memberships.id });
  if (joined.length === 0) throw new Conflict("already_member");
  await countUsage(ctx, tx, "staff", 1);
  record(ctx, "invitation.accepted", {
    entity: { type: "invitation", id: invitation.id },
    payload: { membershipId: id },
  });
  record(ctx, "member.joined", {
    entity: { type: "member", id },
    payload: { role, customRoleId, teamId, via: "invitation" },
  });
  return id;
}
