import type { RelyingParty } from "@/server/auth/relying-party";
import { Unauthenticated } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { closeChallenge, tryChallenge } from "./internal/challenge";
import { finishSignIn } from "./internal/finish-sign-in";
import { spendPasskey } from "./internal/passkey-check";
import type { PasskeySignInInput, SignInAnswer } from "./sign-in/schema";

/**
 * A passkey of this host → a ticket: it counts as two factors, since the authenticator asked who holds it.
 * Throws Unauthenticated(passkey_failed), whatever was wrong.
 */
export async function signInWithPasskey(
  ctx: Ctx,
  input: PasskeySignInInput,
  party: RelyingParty,
): Promise<SignInAnswer> {
  const answer = await inTenant(ctx, async (tx) => {
    const challenge = await tryChallenge(tx, ctx, "passkeySignIn", input.challenge);
    if (!challenge) return undefined;
    // One answer to one challenge, right or wrong.
    await closeChallenge(tx, ctx, challenge);
    const key = await spendPasskey(tx, ctx, {
      party,
      challenge: String(challenge.data.webauthn),
      response: input.response,
    });
    if (!key?.membershipId) return undefined;
    return finishSignIn(tx, ctx, { membershipId: key.membershipId, methods: ["passkey"] });
  });
  if (!answer) throw new Unauthenticated("passkey_failed");
  return answer;
}
