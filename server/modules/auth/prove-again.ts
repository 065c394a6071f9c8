import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { sessions } from "@/db/schema/auth";
import type { RelyingParty } from "@/server/auth/relying-party";
import { Invalid, TooManyRequests, Unauthenticated } from "@/server/kernel/errors";
import { limit } from "@/server/rate-limit/limit";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { closeChallenge, tryChallenge } from "./internal/challenge";
import { spendStaffCode } from "./internal/one-time-code";
import { openSession } from "./internal/open-session";
import { isOwnPassword } from "./internal/own-password";
import { spendPasskey } from "./internal/passkey-check";
import { selfOf } from "./internal/self";
import { spendTotp } from "./internal/totp-factor";
import { offerProof } from "./offer-proof";
import type { SignInMethod } from "./rules/sign-in-methods";
import type { ProofInput } from "./sign-in/schema";
import type { SignInTicketDto } from "./schema";

const PER_PERSON = { max: 20, windowSeconds: 3_600, onFailure: "deny" } as const;

/**
 * The caller proves again who they are → a ticket for a new session in the place of this one (decision 0036): it ends
 * when the old one would have, and redeeming it ends the old one. Throws Invalid(proof_failed) or TooManyRequests.
 */
export async function proveAgain(
  ctx: Ctx,
  input: ProofInput,
  party: RelyingParty,
): Promise<SignInTicketDto> {
  const verdict = await limit(ctx, `proof:${actorId(ctx.actor)}`, PER_PERSON);
  if (!verdict.ok) throw new TooManyRequests(60);
  // Nobody may choose a weaker proof than what they have.
  const { methods: offered } = await offerProof(ctx);
  const password = input.method === "password" && (await isOwnPassword(ctx, input.password));
  const ticket = await inTenant(ctx, async (tx) => {
    const { membershipId, sessionId } = await selfOf(tx, ctx);
    if (!offered.includes(input.method)) return undefined;
    if (!password && !(await isRight(tx, ctx, membershipId, input, party))) return undefined;
    const [old] = await tx
      .select({ methods: sessions.methods, expiresAt: sessions.expiresAt })
      .from(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.tenantId, ctx.tenantId)));
    if (!old) throw new Unauthenticated();
    const methods = old.methods as SignInMethod[];
    return openSession(tx, ctx, { membershipId, methods, notAfter: old.expiresAt });
  });
  if (!ticket) throw new Invalid("proof_failed");
  return ticket;
}

async function isRight(
  tx: Tx,
  ctx: Ctx,
  membershipId: string,
  input: ProofInput,
  party: RelyingParty,
): Promise<boolean> {
  switch (input.method) {
    case "password":
      return false;
    case "totp":
      return spendTotp(tx, ctx, membershipId, input.code);
    case "phoneCode":
      return (await spendStaffCode(tx, ctx, input)) === membershipId;
    case "passkey": {
      const challenge = await tryChallenge(tx, ctx, "proof", input.challenge);
      if (challenge?.membershipId !== membershipId) return false;
      await closeChallenge(tx, ctx, challenge);
      const webauthn = String(challenge.data.webauthn);
      const given = { party, challenge: webauthn, response: input.response };
      return (await spendPasskey(tx, ctx, given))?.membershipId === membershipId;
    }
    default:
      return input satisfies never;
  }
}
