import { generateRegistrationOptions } from "@simplewebauthn/server";
import { and, eq } from "drizzle-orm";
import { memberships, users } from "@/db/schema/auth";
import { passkeys } from "@/db/schema/identity";
import type { RelyingParty } from "@/server/auth/relying-party";
import { Unauthenticated } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openChallenge } from "./internal/challenge";
import { selfOf } from "./internal/self";
import type { PasskeyOptionsDto } from "./sign-in/schema";

/** WebAuthn's options for a new passkey of the caller on this host: discoverable, with user verification. */
export function beginPasskey(ctx: Ctx, party: RelyingParty): Promise<PasskeyOptionsDto> {
  return inTenant(ctx, async (tx) => {
    const { membershipId } = await selfOf(tx, ctx);
    const [person] = await tx
      .select({ name: users.name, email: users.email })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.id, membershipId), eq(memberships.tenantId, ctx.tenantId)));
    if (!person) throw new Unauthenticated();
    const own = await tx
      .select({ id: passkeys.credentialId, transports: passkeys.transports })
      .from(passkeys)
      .where(and(eq(passkeys.tenantId, ctx.tenantId), eq(passkeys.membershipId, membershipId)));
    const options = await generateRegistrationOptions({
      rpName: party.name,
      rpID: party.rpId,
      userName: person.email ?? person.name,
      userDisplayName: person.name,
      userID: new Uint8Array(Buffer.from(membershipId)),
      attestationType: "none",
      excludeCredentials: own,
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    const { token } = await openChallenge(tx, ctx, {
      kind: "passkeyRegister",
      membershipId,
      data: { webauthn: options.challenge },
    });
    return { challenge: token, options: { ...options } };
  });
}
