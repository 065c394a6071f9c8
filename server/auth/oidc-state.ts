import { timingSafeEqual } from "node:crypto";
import { composition } from "@/server/composition";
import type { OidcRound } from "@/server/oidc/port";
import { keyedHash } from "./derived-key";

/** Where every provider sends the browser back to: one address for all tenants, on the root host. */
export function oidcCallbackUrl(): string {
  const { TRAMA_PUBLIC_SCHEME: scheme, TRAMA_ROOT_HOST: root } = composition().env;
  return `${scheme}://${root}/api/oidc/callback`;
}

/**
 * One round trip: state, nonce and PKCE verifier all follow from the challenge's token and the browser's own cookie, so
 * nothing of them is stored, and a code that another browser brings cannot even be redeemed. `host`: where it began.
 */
export function oidcRound(token: string, deviceToken: string, host: string): OidcRound {
  const { TRAMA_MASTER_KEY } = composition().env;
  const both = `${token}.${deviceToken}`;
  return {
    state: `${Buffer.from(host).toString("base64url")}.${token}.${sign(`${host}.${token}`)}`,
    nonce: keyedHash(TRAMA_MASTER_KEY, "oidc.nonce", both),
    codeVerifier: keyedHash(TRAMA_MASTER_KEY, "oidc.pkce", both),
    redirectUri: oidcCallbackUrl(),
  };
}

/** The host and token of a state that we made; undefined for any other text. */
export function readOidcState(state: string): { host: string; token: string } | undefined {
  const [, at = "", token = "", given = ""] =
    /^([\w-]{1,400})\.([\w-]{43})\.([\w-]{43})$/.exec(state) ?? [];
  const host = Buffer.from(at, "base64url").toString();
  const expected = Buffer.from(sign(`${host}.${token}`));
  const signature = Buffer.from(given);
  const ours = signature.length === expected.length && timingSafeEqual(signature, expected);
  return ours ? { host, token } : undefined;
}

const sign = (text: string): string =>
  keyedHash(composition().env.TRAMA_MASTER_KEY, "oidc.state", text);
