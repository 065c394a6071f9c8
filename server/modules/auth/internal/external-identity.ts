import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { externalIdentities } from "@/db/schema/identity";
import { record } from "@/server/events/record";
import type { OidcPerson } from "@/server/oidc/port";
import type { Ctx } from "@/server/tenancy/context";
import { noteSecurity } from "../note-security";

/** An account at a provider, as it is told apart for ever: e-mails change hands, subjects do not. */
export const identityKey = z.object({ issuer: z.string(), subject: z.string() });
export type IdentityKey = z.output<typeof identityKey>;

type Found =
  | { mayEnter: true; membershipId: string }
  | { mayEnter: false; membershipId: string | undefined };

/**
 * Whose account it is in this tenant: by issuer and subject where it is linked, else by a verified e-mail. A member who
 * has another account of the same issuer linked is not found by e-mail: the address may have a new owner over there.
 */
export async function memberOfIdentity(tx: Tx, ctx: Ctx, person: OidcPerson): Promise<Found> {
  const [linked] = await tx
    .select({ membershipId: externalIdentities.membershipId })
    .from(externalIdentities)
    .where(ofIdentity(ctx, person));
  if (linked) return { mayEnter: true, ...linked };
  if (!person.verifiedEmail) return { mayEnter: false, membershipId: undefined };
  const [member] = await tx
    .select({ membershipId: memberships.id, otherSubject: externalIdentities.subject })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .leftJoin(
      externalIdentities,
      and(
        eq(externalIdentities.tenantId, memberships.tenantId),
        eq(externalIdentities.membershipId, memberships.id),
        eq(externalIdentities.issuer, person.issuer),
      ),
    )
    .where(and(eq(memberships.tenantId, ctx.tenantId), eq(users.email, person.verifiedEmail)))
    .limit(1);
  if (!member) return { mayEnter: false, membershipId: undefined };
  return { mayEnter: member.otherSubject === null, membershipId: member.membershipId };
}

/** The sign-in is complete: links the account the first time (told in the chain and the security log), notes its use after. */
export async function keepIdentity(
  tx: Tx,
  ctx: Ctx,
  membershipId: string,
  identity: IdentityKey,
): Promise<void> {
  const used = await tx
    .update(externalIdentities)
    .set({ lastUsedAt: ctx.now })
    .where(and(ofIdentity(ctx, identity), eq(externalIdentities.membershipId, membershipId)))
    .returning({ id: externalIdentities.id });
  if (used.length > 0) return;
  const added = await tx
    .insert(externalIdentities)
    .values({
      tenantId: ctx.tenantId,
      membershipId,
      ...identity,
      lastUsedAt: ctx.now,
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: externalIdentities.id });
  if (added.length === 0) return;
  const { issuer } = identity;
  await noteSecurity(tx, ctx, { kind: "identityLinked", membershipId, details: { issuer } });
  record(ctx, "identity.linked", {
    entity: { type: "member", id: membershipId },
    payload: { issuer },
  });
}

const ofIdentity = (ctx: Ctx, { issuer, subject }: IdentityKey) =>
  and(
    eq(externalIdentities.tenantId, ctx.tenantId),
    eq(externalIdentities.issuer, issuer),
    eq(externalIdentities.subject, subject),
  );
