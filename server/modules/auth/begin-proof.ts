import { and, eq } from "drizzle-orm";
import { passkeys } from "@/db/schema/identity";
import type { RelyingParty } from "@/server/auth/relying-party";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openChallenge } from "./internal/challenge";
import { passkeyRequest } from "./internal/passkey-check";
import { selfOf } from "./internal/self";
import type { PasskeyOptionsDto } from "./sign-in/schema";

/** WebAuthn's options with which the caller proves again who they are, by one of their own passkeys. */
export function beginProof(ctx: Ctx, party: RelyingParty): Promise<PasskeyOptionsDto> {
  return inTenant(ctx, async (tx) => {
    const { membershipId } = await selfOf(tx, ctx);
    const own = await tx
      .select({ credentialId: passkeys.credentialId, transports: passkeys.transports })
      .from(passkeys)
      .where(
        and(
          eq(passkeys.tenantId, ctx.tenantId),
          eq(passkeys.membershipId, membershipId),
          eq(passkeys.host, party.rpId),
        ),
      );
    const request = await passkeyRequest(party, own);
    const data = { webauthn: request.challenge };
    const { token } = await openChallenge(tx, ctx, { kind: "proof", membershipId, data });
    return { challenge: token, options: request.options };
  });
}
