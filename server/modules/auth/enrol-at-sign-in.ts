import type { RelyingParty } from "@/server/auth/relying-party";
import { TramaError, Unauthenticated } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type Challenge, closeChallenge, tryChallenge } from "./internal/challenge";
import { beginEnrolment, finishEnrolment } from "./internal/enrol";
import { identityKey } from "./internal/external-identity";
import { finishSignIn } from "./internal/finish-sign-in";
import type { SignInMethod } from "./rules/sign-in-methods";
import type { EnrolledDto, TotpSetUpDto } from "./sign-in/schema";

type Enrolling = Challenge & { membershipId: string };

/**
 * A role that requires a second step, and a member who has none: between the first proof and any session they set one
 * up (decision 0035). Throws Unauthenticated(challenge_over).
 */
export async function beginEnrolmentAtSignIn(
  ctx: Ctx,
  input: { challenge: string },
  party: RelyingParty,
): Promise<TotpSetUpDto> {
  const answer = await inTenant(ctx, async (tx) => {
    const challenge = enrolling(await tryChallenge(tx, ctx, "secondStep", input.challenge));
    return challenge && beginEnrolment(tx, ctx, challenge.membershipId, party.name);
  });
  if (!answer) throw new Unauthenticated("challenge_over");
  return answer;
}

/** The app's first code → recovery codes and the session's ticket. Throws also Invalid(totp_wrong). */
export async function finishEnrolmentAtSignIn(
  ctx: Ctx,
  input: { challenge: string; code: string },
): Promise<EnrolledDto> {
  const outcome = await inTenant(ctx, async (tx) => {
    const challenge = enrolling(await tryChallenge(tx, ctx, "secondStep", input.challenge));
    if (!challenge) return new Unauthenticated("challenge_over");
    const { membershipId, data } = challenge;
    // A wrong code is an answer, not an exception: the try must stay counted.
    const codes = await finishEnrolment(tx, ctx, membershipId, input.code).catch(asAnswer);
    if (codes instanceof TramaError) return codes;
    await closeChallenge(tx, ctx, challenge);
    const methods = [...(data.proven as SignInMethod[]), "totp" as const];
    const identity = identityKey.optional().parse(data.identity);
    const answer = await finishSignIn(tx, ctx, { membershipId, methods, identity });
    return answer ? { ...answer, codes } : new Unauthenticated("challenge_over");
  });
  if (outcome instanceof TramaError) throw outcome;
  return outcome;
}

function enrolling(challenge: Challenge | undefined): Enrolling | undefined {
  const offered = (challenge?.data.methods ?? []) as string[];
  return challenge?.membershipId && offered.includes("enrol")
    ? { ...challenge, membershipId: challenge.membershipId }
    : undefined;
}

function asAnswer(error: unknown): TramaError {
  if (error instanceof TramaError && error.key === "totp_wrong") return error;
  throw error;
}
