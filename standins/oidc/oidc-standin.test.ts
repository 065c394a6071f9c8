import * as oidc from "openid-client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { serveHandler, type Served } from "../serve-handler";
import { OidcStandin } from "./handler";

const redirectUri = "http://localhost:3000/api/oidc/callback";
const options = { clientId: "c:1", clientSecret: "s/2 %", redirectUri };
let standin: OidcStandin;
let served: Served;
beforeAll(async () => {
  served = await serveHandler((request) => standin.handle(request));
});
beforeEach(() => {
  standin = new OidcStandin(options);
  standin.issuer = served.url;
  standin.person = { sub: "u1", email: "a@b.pe", email_verified: true };
});
afterAll(() => served.stop());

/** openid-client, certified by the OpenID Foundation: an independent peer that the stand-in must satisfy. */
const client = (auth = oidc.ClientSecretPost(options.clientSecret)) =>
  oidc.discovery(new URL(served.url), options.clientId, undefined, auth, {
    execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
  });

async function visit(config: oidc.Configuration, over: Record<string, string> = {}) {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid email",
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    ...over,
  });
  const answer = await fetch(url, { redirect: "manual" });
  const back = answer.headers.get("location");
  return { answer, back, checks: { pkceCodeVerifier, expectedState, expectedNonce } };
}

test.each(["client_secret_post", "client_secret_basic"])(
  "openid-client takes its description, keys, token and userinfo, authenticated by %s",
  async (method) => {
    standin.authMethods = [method];
    const make = method === "client_secret_post" ? oidc.ClientSecretPost : oidc.ClientSecretBasic;
    const config = await client(make(options.clientSecret));
    const { back, checks } = await visit(config);
    const tokens = await oidc.authorizationCodeGrant(config, new URL(back ?? ""), checks);
    expect(tokens.claims()).toMatchObject({ sub: "u1", email: "a@b.pe", aud: "c:1" });
    expect(await oidc.fetchUserInfo(config, tokens.access_token, "u1")).toEqual(standin.person);
  },
);

test("a code works once, for its own verifier and with the client's secret", async () => {
  const config = await client();
  const { back, checks } = await visit(config);
  const spend = (by: oidc.Configuration, over = {}) =>
    oidc.authorizationCodeGrant(by, new URL(back ?? ""), { ...checks, ...over });
  await spend(config);
  await expect(spend(config)).rejects.toMatchObject({ error: "invalid_grant" });
  const other = await visit(config);
  const wrong = { ...other.checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
  await expect(
    oidc.authorizationCodeGrant(config, new URL(other.back ?? ""), wrong),
  ).rejects.toMatchObject({ error: "invalid_grant" });
  await expect(spend(await client(oidc.ClientSecretPost("guess")))).rejects.toMatchObject({
    error: "invalid_client",
  });
});

test("another address, another client or a request without PKCE is sent nowhere", async () => {
  const config = await client();
  const changed: Record<string, string>[] = [
    { redirect_uri: "http://evil.example/" },
    { client_id: "other" },
    { code_challenge_method: "plain" },
    { scope: "email" },
  ];
  for (const over of changed) {
    const { answer, back } = await visit(config, over);
    expect([answer.status, back]).toEqual([400, null]);
  }
});
