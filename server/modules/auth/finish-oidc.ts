import { oidcRound, readOidcState } from "@/server/auth/oidc-state";
import { composition } from "@/server/composition";
import { TooManyRequests, Unauthenticated } from "@/server/kernel/errors";
import type { OidcPerson } from "@/server/oidc/port";
import { limit } from "@/server/rate-limit/limit";
import { networkOf } from "@/server/rate-limit/network-of";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { closeChallenge, tryChallenge } from "./internal/challenge";
import { memberOfIdentity } from "./internal/external-identity";
import { finishSignIn } from "./internal/finish-sign-in";
import { hashDevice } from "./internal/known-device";
import { noteFailedSignIn } from "./internal/note-failed-sign-in";
import type { SignInAnswer } from "./sign-in/schema";

const PER_ADDRESS = { max: 60, windowSeconds: 300, onFailure: "deny" } as const;

/**
 * The provider's answer, brought by the browser that began → a ticket, or the second step that is due. Whoever the
 * provider vouches for and cannot come in (nobody here, not active, not a way of their role, another account already
 * linked) gets one answer. Throws Unauthenticated(challenge_over | oidc_cancelled | oidc_failed | oidc_unknown),
 * Unavailable or TooManyRequests.
 */
export async function finishOidc(
  ctx: Ctx,
  input: { answer: string },
  host: string,
): Promise<SignInAnswer> {
  const verdict = await limit(ctx, `oidc:${networkOf(ctx.ip ?? "none")}`, PER_ADDRESS);
  if (!verdict.ok) throw new TooManyRequests(60);
  const given = new URLSearchParams(input.answer);
  const begun = await spendChallenge(ctx, given.get("state") ?? "", host);
  if (!begun) throw new Unauthenticated("challenge_over");
  if (given.get("error") === "access_denied") throw new Unauthenticated("oidc_cancelled");
  const person = await composition().oidc.redeem(begun.providerId, begun.round, input.answer);
  if (!person) throw new Unauthenticated("oidc_failed");
  return admit(ctx, person);
}

/** One answer to one challenge, right or wrong; another browser's try leaves it to the one that began. */
async function spendChallenge(ctx: Ctx, state: string, host: string) {
  const { deviceToken } = ctx;
  const known = readOidcState(state);
  if (!known || known.host !== host || !deviceToken) return undefined;
  const challenge = await inTenant(ctx, async (tx) => {
    const found = await tryChallenge(tx, ctx, "oidc", known.token);
    if (found?.data.browser !== hashDevice(deviceToken)) return undefined;
    await closeChallenge(tx, ctx, found);
    return found;
  });
  if (!challenge) return undefined;
  const round = oidcRound(known.token, deviceToken, host);
  return { providerId: String(challenge.data.providerId), round };
}

async function admit(ctx: Ctx, person: OidcPerson): Promise<SignInAnswer> {
  const { membershipId, answer } = await inTenant(ctx, async (tx) => {
    const member = await memberOfIdentity(tx, ctx, person);
    const answer =
      member.mayEnter &&
      (await finishSignIn(tx, ctx, {
        membershipId: member.membershipId,
        methods: ["oidc"],
        identity: { issuer: person.issuer, subject: person.subject },
      }));
    return { membershipId: member.membershipId, answer };
  });
  if (answer) return answer;
  await noteFailedSignIn(ctx, membershipId, false);
  throw new Unauthenticated("oidc_unknown");
}
