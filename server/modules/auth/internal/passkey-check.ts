import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { passkeys } from "@/db/schema/identity";
import type { RelyingParty } from "@/server/auth/relying-party";
import type { Ctx } from "@/server/tenancy/context";
import type { CredentialResponse } from "../sign-in/schema";

type Passkey = typeof passkeys.$inferSelect;

/** What the browser's WebAuthn needs; `allow`: only these credentials, else any that it has for the host. */
export async function passkeyRequest(
  party: RelyingParty,
  allow?: readonly { credentialId: string; transports: string[] }[],
): Promise<{ challenge: string; options: Record<string, unknown> }> {
  const options = await generateAuthenticationOptions({
    rpID: party.rpId,
    userVerification: "required",
    ...(allow && {
      allowCredentials: allow.map(({ credentialId, transports }) => ({
        id: credentialId,
        transports,
      })),
    }),
  });
  return { challenge: options.challenge, options: { ...options } };
}

/**
 * The passkey behind the browser's answer, its counter moved on; undefined when anything is not right: unknown here,
 * another host or origin, another challenge, no user verification, a counter that went back (a copied authenticator).
 */
export async function spendPasskey(
  tx: Tx,
  ctx: Ctx,
  given: { party: RelyingParty; challenge: string; response: CredentialResponse },
): Promise<Passkey | undefined> {
  const { party, challenge, response } = given;
  const [key] = await tx
    .select()
    .from(passkeys)
    .where(
      and(
        eq(passkeys.tenantId, ctx.tenantId),
        eq(passkeys.credentialId, response.id),
        eq(passkeys.host, party.rpId),
      ),
    )
    .for("update");
  if (!key) return undefined;
  const verified = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.rpId,
    requireUserVerification: true,
    credential: {
      id: key.credentialId,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, "base64url")),
      counter: key.counter,
      transports: key.transports,
    },
    // What a stranger sends may be anything; every fault is the same "no".
  }).catch(() => undefined);
  if (!verified?.verified) return undefined;
  await tx
    .update(passkeys)
    .set({
      counter: verified.authenticationInfo.newCounter,
      backedUp: verified.authenticationInfo.credentialBackedUp,
      lastUsedAt: ctx.now,
    })
    .where(and(eq(passkeys.id, key.id), eq(passkeys.tenantId, ctx.tenantId)));
  return key;
}
