import { oidcRound } from "@/server/auth/oidc-state";
import { composition } from "@/server/composition";
import { NotFound, TooManyRequests } from "@/server/kernel/errors";
import { limit } from "@/server/rate-limit/limit";
import { networkOf } from "@/server/rate-limit/network-of";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openChallenge } from "./internal/challenge";
import { hashDevice } from "./internal/known-device";

const PER_ADDRESS = { max: 60, windowSeconds: 300, onFailure: "deny" } as const;
/** Long enough to sign in over there, with a second step of their own. */
const LIFE_SECONDS = 900;

/**
 * Begins a sign-in with an account elsewhere: the provider's address for this browser, which alone can end it.
 * `host`: the tenant's, with its port. Throws NotFound for an unknown provider, Unavailable where it does not answer.
 */
export async function beginOidc(
  ctx: Ctx & { readonly deviceToken: string },
  input: { providerId: string },
  host: string,
): Promise<{ url: string }> {
  const verdict = await limit(ctx, `oidc:${networkOf(ctx.ip ?? "none")}`, PER_ADDRESS);
  if (!verdict.ok) throw new TooManyRequests(60);
  const { oidc } = composition();
  const { providerId } = input;
  if (!oidc.list().some(({ id }) => id === providerId)) throw new NotFound("provider");
  const { token } = await inTenant(ctx, (tx) =>
    openChallenge(tx, ctx, {
      kind: "oidc",
      data: { providerId, browser: hashDevice(ctx.deviceToken) },
      lifeSeconds: LIFE_SECONDS,
    }),
  );
  const url = await oidc.authorizationUrl(providerId, oidcRound(token, ctx.deviceToken, host));
  if (!url) throw new NotFound("provider");
  return { url };
}
