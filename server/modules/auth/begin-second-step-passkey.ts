import { and, eq } from "drizzle-orm";
import { passkeys } from "@/db/schema/identity";
import type { RelyingParty } from "@/server/auth/relying-party";
import { Unauthenticated } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { noteInChallenge, tryChallenge } from "./internal/challenge";
import { passkeyRequest } from "./internal/passkey-check";
import type { PasskeyOptionsDto } from "./sign-in/schema";

/** WebAuthn's options for the second step, for the member's own passkeys. Costs one of the challenge's tries. */
export async function beginSecondStepPasskey(
  ctx: Ctx,
  input: { challenge: string },
  party: RelyingParty,
): Promise<PasskeyOptionsDto> {
  const options = await inTenant(ctx, async (tx) => {
    const challenge = await tryChallenge(tx, ctx, "secondStep", input.challenge);
    if (!challenge?.membershipId) return undefined;
    const own = await tx
      .select({ credentialId: passkeys.credentialId, transports: passkeys.transports })
      .from(passkeys)
      .where(
        and(
          eq(passkeys.tenantId, ctx.tenantId),
          eq(passkeys.membershipId, challenge.membershipId),
          eq(passkeys.host, party.rpId),
        ),
      );
    const request = await passkeyRequest(party, own);
    await noteInChallenge(tx, ctx, challenge, { webauthn: request.challenge });
    return request.options;
  });
  if (!options) throw new Unauthenticated("challenge_over");
  return { challenge: input.challenge, options };
}
