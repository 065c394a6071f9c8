import type { RelyingParty } from "@/server/auth/relying-party";
import { TooManyRequests } from "@/server/kernel/errors";
import { limit } from "@/server/rate-limit/limit";
import { networkOf } from "@/server/rate-limit/network-of";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openChallenge } from "./internal/challenge";
import { passkeyRequest } from "./internal/passkey-check";
import type { PasskeyOptionsDto } from "./sign-in/schema";

const PER_ADDRESS = { max: 60, windowSeconds: 300, onFailure: "deny" } as const;

/** WebAuthn's options for whoever has a passkey of this host; nobody is named, so nothing tells who exists. */
export async function beginPasskeySignIn(
  ctx: Ctx,
  party: RelyingParty,
): Promise<PasskeyOptionsDto> {
  const verdict = await limit(ctx, `passkey:${networkOf(ctx.ip ?? "none")}`, PER_ADDRESS);
  if (!verdict.ok) throw new TooManyRequests(60);
  const { challenge, options } = await passkeyRequest(party);
  const { token } = await inTenant(ctx, (tx) =>
    openChallenge(tx, ctx, { kind: "passkeySignIn", data: { webauthn: challenge } }),
  );
  return { challenge: token, options };
}
