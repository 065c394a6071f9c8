import { createHash } from "node:crypto";
import type { VendorCtx } from "@/server/outbound/types";
import type { GatewaySettings } from "../ask-gateway";
import type { GatewayAccount, SellerGrant, SellerTokens } from "../schema";
import { post } from "./ask-mercadopago";
import { tokenAnswer, tokenRequest } from "./schema";

/** Our application there: one for all sellers, or a seller's own. */
export type MercadopagoApp = { clientId: string; clientSecret: string };

const AUTHORIZE_URL = "https://auth.mercadopago.com/authorization";

/** Where a seller gives leave; `verifier` is kept with the state and never leaves the server before the exchange. */
export function sellerLeaveUrl(
  { clientId }: Pick<MercadopagoApp, "clientId">,
  given: { state: string; redirectUri: string; verifier: string },
  authorizeUrl = AUTHORIZE_URL,
): string {
  const url = new URL(authorizeUrl);
  const challenge = createHash("sha256").update(given.verifier).digest("base64url");
  url.search = new URLSearchParams({
    ...{ client_id: clientId, response_type: "code", platform_id: "mp", state: given.state },
    ...{ redirect_uri: given.redirectUri, code_challenge: challenge },
    code_challenge_method: "S256",
  }).toString();
  return url.toString();
}

/**
 * Exchanges a seller's code, or a refresh token, for tokens. It goes out once: a spent code or token cannot be tried
 * again. Throws `GatewayProblem` (`refused`: the seller must give leave anew; `unknown`: nobody knows whether it is spent).
 */
export async function takeSellerTokens(
  ctx: VendorCtx & { now: Date },
  { integrationId }: Pick<GatewayAccount, "integrationId">,
  { clientId, clientSecret }: MercadopagoApp,
  grant: SellerGrant,
  settings: GatewaySettings = {},
): Promise<SellerTokens> {
  const client = { client_id: clientId, client_secret: clientSecret };
  const body = tokenRequest.parse(
    "code" in grant
      ? {
          ...{ ...client, grant_type: "authorization_code", code: grant.code },
          ...{ redirect_uri: grant.redirectUri, code_verifier: grant.verifier },
        }
      : { ...client, grant_type: "refresh_token", refresh_token: grant.refreshToken },
  );
  const account = { integrationId, accountId: "", live: true, secrets: {} };
  const to = { operation: "take-tokens", path: "oauth/token", body, key: undefined };
  const given = await post({ ctx, account, settings }, to, tokenAnswer);
  return {
    ...{ accessToken: given.access_token, refreshToken: given.refresh_token },
    expiresAt: new Date(ctx.now.getTime() + given.expires_in * 1000),
    ...{ accountId: given.user_id, live: given.live_mode === true },
  };
}
