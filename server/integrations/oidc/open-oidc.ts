import type { Configuration } from "openid-client";
import { Unavailable } from "@/server/kernel/errors";
import { log } from "@/server/log";
import type { OidcPerson, OidcProviders, OidcRound } from "@/server/oidc/port";
import { discoverProvider } from "./discover-provider";
import { type OidcProviderConfig, personClaims } from "./schema";
import { verifiedEmail } from "./verified-email";

/** Providers may move an endpoint; keys are looked up by the library itself when a new one signs. */
const DISCOVERED_FOR_MS = 3_600_000;

/** The configured providers behind openid-client, which is loaded with the first sign-in that needs it. */
export function openOidc(providers: readonly OidcProviderConfig[]): OidcProviders {
  const known = new Map<string, { config: Promise<Configuration>; untilMs: number }>();
  const configOf = (provider: OidcProviderConfig): Promise<Configuration> => {
    const cached = known.get(provider.id);
    if (cached && cached.untilMs > Date.now()) return cached.config;
    const config = discoverProvider(provider);
    known.set(provider.id, { config, untilMs: Date.now() + DISCOVERED_FOR_MS });
    // A failure is nobody's configuration: the next person asks again.
    config.catch(() => known.delete(provider.id));
    return config;
  };
  const byId = (id: string) => providers.find((one) => one.id === id);
  return {
    list: () => providers.map(({ id, label }) => ({ id, label })),
    labelOf: (issuer) => providers.find((one) => sameAddress(one.issuer, issuer))?.label,
    authorizationUrl: async (id, round) => {
      const provider = byId(id);
      return provider && addressOf(await reached(provider, configOf(provider)), round);
    },
    redeem: async (id, round, answer) => {
      const provider = byId(id);
      if (!provider) return undefined;
      const config = await reached(provider, configOf(provider));
      return redeemed(provider, personOf(config, round, answer));
    },
  };
}

const sameAddress = (a: string, b: string): boolean =>
  a.replace(/\/$/, "") === b.replace(/\/$/, "");

async function addressOf(config: Configuration, round: OidcRound): Promise<string> {
  const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import("openid-client");
  return buildAuthorizationUrl(config, {
    redirect_uri: round.redirectUri,
    scope: "openid email",
    state: round.state,
    nonce: round.nonce,
    code_challenge: await calculatePKCECodeChallenge(round.codeVerifier),
    code_challenge_method: "S256",
    // A browser that several people use must not sign in whoever was there last.
    prompt: "select_account",
  }).href;
}

async function personOf(
  config: Configuration,
  round: OidcRound,
  answer: string,
): Promise<OidcPerson | undefined> {
  const { authorizationCodeGrant, fetchUserInfo } = await import("openid-client");
  const tokens = await authorizationCodeGrant(config, new URL(`${round.redirectUri}?${answer}`), {
    expectedState: round.state,
    expectedNonce: round.nonce,
    pkceCodeVerifier: round.codeVerifier,
    idTokenExpected: true,
  });
  const token = tokens.claims();
  if (!token) return undefined;
  const { iss: issuer, sub: subject } = token;
  const asks = token.email === undefined && config.serverMetadata().userinfo_endpoint;
  const claims = asks ? await fetchUserInfo(config, tokens.access_token, subject) : token;
  return { issuer, subject, verifiedEmail: verifiedEmail(issuer, personClaims.parse(claims)) };
}

/** Without its own description a provider is down, whatever the reason: no person did anything wrong. */
async function reached(provider: OidcProviderConfig, config: Promise<Configuration>) {
  try {
    return await config;
  } catch (error) {
    throw unavailable(provider, error);
  }
}

async function redeemed(
  provider: OidcProviderConfig,
  person: Promise<OidcPerson | undefined>,
): Promise<OidcPerson | undefined> {
  try {
    return await person;
  } catch (error) {
    if (isOutage(error)) throw unavailable(provider, error);
    // The library's code and nothing else: its messages may quote what the provider sent.
    const { code } = error as { code?: unknown };
    log.warn({ provider: provider.id, code: String(code ?? "unknown") }, "oidc refused");
    return undefined;
  }
}

function unavailable({ id, label }: OidcProviderConfig, error: unknown): Unavailable {
  const { code } = error as { code?: unknown };
  log.warn({ provider: id, code: String(code ?? "unknown") }, "oidc provider unavailable");
  return new Unavailable("vendor_unavailable", { vendor: label });
}

/** Our own errors of the way out come wrapped in the library's. */
function isOutage(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    const { code } = at as Error & { code?: unknown };
    if (code === "unavailable" || code === "too_many_requests") return true;
    at = at.cause;
  }
  return false;
}
