import { TooManyRequests, Unauthenticated } from "@/server/kernel/errors";
import type { RelyingParty } from "@/server/auth/relying-party";
import { limit } from "@/server/rate-limit/limit";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ATTEMPTS_MAX, type Challenge, closeChallenge, tryChallenge } from "./internal/challenge";
import { identityKey } from "./internal/external-identity";
import { finishSignIn } from "./internal/finish-sign-in";
import { spendPasskey } from "./internal/passkey-check";
import { spendRecoveryCode } from "./internal/recovery-sheet";
import { spendTotp } from "./internal/totp-factor";
import { noteSecurity } from "./note-security";
import type { SignInMethod } from "./rules/sign-in-methods";
import type { SecondStepInput, SignInAnswer } from "./sign-in/schema";

/** Tries from one browser (or from all unknown ones together) at a member's second step: 1 000 000 codes outlast that. */
const PER_DEVICE = { max: 30, windowSeconds: 3_600, onFailure: "deny" } as const;

/**
 * The second proof → a ticket. Five tries a challenge; then one begins anew with the password. Throws
 * Unauthenticated(second_step_failed | challenge_over) or TooManyRequests.
 */
export async function finishSecondStep(
  ctx: Ctx,
  input: SecondStepInput,
  party: RelyingParty,
): Promise<SignInAnswer> {
  const verdict = await limit(ctx, `second-step:${ctx.deviceToken ?? ctx.ip ?? ""}`, PER_DEVICE);
  if (!verdict.ok) throw new TooManyRequests(60);
  const outcome = await inTenant(ctx, async (tx) => {
    const challenge = await tryChallenge(tx, ctx, "secondStep", input.challenge);
    if (!challenge?.membershipId) return "challenge_over" as const;
    const { membershipId } = challenge;
    const offered = challenge.data.methods as string[];
    const right =
      offered.includes(input.method) && (await isRight(tx, ctx, challenge, input, party));
    if (!right) {
      if (challenge.attempts >= ATTEMPTS_MAX)
        await noteSecurity(tx, ctx, { kind: "codeGuessed", membershipId });
      return "second_step_failed" as const;
    }
    await closeChallenge(tx, ctx, challenge);
    if (input.method === "recoveryCode")
      await noteSecurity(tx, ctx, { kind: "recoveryCodeUsed", membershipId });
    const methods = [...(challenge.data.proven as SignInMethod[]), input.method];
    const identity = identityKey.optional().parse(challenge.data.identity);
    const answer = await finishSignIn(tx, ctx, { membershipId, methods, identity });
    return answer ?? ("challenge_over" as const);
  });
  if (typeof outcome === "string") throw new Unauthenticated(outcome);
  return outcome;
}

async function isRight(
  tx: Tx,
  ctx: Ctx,
  { membershipId, data }: Challenge,
  input: SecondStepInput,
  party: RelyingParty,
): Promise<boolean> {
  if (!membershipId) return false;
  if (input.method !== "passkey") {
    const spend = input.method === "totp" ? spendTotp : spendRecoveryCode;
    return spend(tx, ctx, membershipId, input.code);
  }
  const challenge = String(data.webauthn ?? "");
  if (!challenge) return false;
  const key = await spendPasskey(tx, ctx, { party, challenge, response: input.response });
  return key?.membershipId === membershipId;
}
