import { type RegistrationResponseJSON, verifyRegistrationResponse } from "@simplewebauthn/server";
import { passkeys } from "@/db/schema/identity";
import type { RelyingParty } from "@/server/auth/relying-party";
import { record } from "@/server/events/record";
import { Conflict, Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { closeChallenge, tryChallenge } from "./internal/challenge";
import { selfOf } from "./internal/self";
import { noteSecurity } from "./note-security";
import type { RegisterPasskeyInput } from "./sign-in/schema";

/** Keeps the passkey that the browser has made for the caller. Throws Invalid(passkey_refused) when anything is not right. */
export async function registerPasskey(
  ctx: Ctx,
  input: RegisterPasskeyInput,
  party: RelyingParty,
): Promise<{ passkeyId: string }> {
  return inTenant(ctx, async (tx) => {
    const { membershipId, sessionId } = await selfOf(tx, ctx);
    const challenge = await tryChallenge(tx, ctx, "passkeyRegister", input.challenge);
    if (challenge?.membershipId !== membershipId) throw new Invalid("passkey_refused");
    const verified = await verifyRegistrationResponse({
      response: input.response as unknown as RegistrationResponseJSON,
      expectedChallenge: String(challenge.data.webauthn),
      expectedOrigin: party.origin,
      expectedRPID: party.rpId,
      requireUserVerification: true,
    }).catch(() => undefined);
    if (!verified?.verified) throw new Invalid("passkey_refused");
    await closeChallenge(tx, ctx, challenge);
    const { credential, credentialBackedUp } = verified.registrationInfo;
    const id = newId();
    const kept = await tx
      .insert(passkeys)
      .values({
        id,
        tenantId: ctx.tenantId,
        membershipId,
        name: input.name,
        host: party.rpId,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString("base64url"),
        counter: credential.counter,
        transports: credential.transports ?? [],
        backedUp: credentialBackedUp,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id });
    if (kept.length === 0) throw new Conflict("passkey_known");
    await noteSecurity(tx, ctx, { kind: "passkeyAdded", membershipId, sessionId });
    record(ctx, "factor.added", {
      entity: { type: "member", id: membershipId },
      payload: { factor: "passkey" },
    });
    return { passkeyId: id };
  });
}
