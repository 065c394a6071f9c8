import { sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Composition, composition, setComposition } from "@/server/composition";
import { openOidc } from "@/server/integrations/oidc/open-oidc";
import { forgetLanes } from "@/server/outbound/lanes";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { cookiesOf, trpc } from "@/server/testing/sign-in";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { type Lie, OidcStandin } from "@/standins/oidc/handler";
import { serveHandler, type Served } from "@/standins/serve-handler";
import { beginTotp } from "./begin-totp";
import { confirmTotp } from "./confirm-totp";
import { getAccount } from "./get-account";
import { getSignInPolicy } from "./get-sign-in-policy";
import { saveSignInPolicy } from "./save-sign-in-policy";
import { methodsByRole } from "./sign-in/schema";
import { unlinkIdentity } from "./unlink-identity";
import { withinMs } from "@/server/testing/within-ms";

const client = { clientId: "trama", clientSecret: "kept between the two" };
let real: Composition;
let server: Awaited<ReturnType<typeof startTestServer>>;
let standin: OidcStandin;
let served: Served;
let root: string;
let tenant: TestTenant;
let member: Awaited<ReturnType<typeof mintStaff>>;

beforeAll(async () => {
  real = composition();
  root = real.env.TRAMA_ROOT_HOST;
  served = await serveHandler((request) => standin.handle(request));
  server = await startTestServer();
});
beforeEach(async () => {
  forgetLanes();
  const redirectUri = `http://${root}/api/oidc/callback`;
  standin = new OidcStandin({ ...client, redirectUri });
  standin.issuer = served.url;
  setComposition({ ...real, oidc: open() });
  tenant = await mintTenant();
  member = await mintStaff(tenant, "agent");
  standin.person = { sub: member.userId, email: member.email.toUpperCase(), email_verified: true };
  await refreshHosts();
});
afterEach(() => setComposition(real));
afterAll(() => Promise.all([served.stop(), server.close()]));

const open = (issuer = served.url) =>
  openOidc([{ id: "standin", label: "Standin", issuer, ...client }]);

type Answer = { ticket?: string; nextStep?: { challenge: string; methods: string[] } };
type Browser = { cookie: string; url: string };

/** The browser asks for the provider's address, and keeps the cookie that it is given. */
async function begin(slug = tenant.slug, cookie = ""): Promise<Browser> {
  const input = { providerId: "standin" };
  const reply = await trpc(server, slug, "auth.beginOidc", { input, mutation: true, cookie });
  if (reply.status !== 200) throw new Error(reply.text);
  const { url } = reply.json<{ result: { data: { url: string } } }>().result.data;
  return { cookie: cookie || cookiesOf(reply), url };
}
/** Through the provider and our callback on the root host, to where the browser is sent. */
async function travel(url: string): Promise<URL> {
  const back = new URL((await fetch(url, { redirect: "manual" })).headers.get("location") ?? "");
  const reply = await server.send(back.host, { path: back.pathname + back.search });
  expect(reply.status).toBe(303);
  return new URL(String(reply.headers.location));
}
async function finish(landed: URL, cookie: string, slug = tenant.slug) {
  const input = { answer: landed.hash.replace("#oidc?", "") };
  const reply = await trpc(server, slug, "auth.finishOidc", { input, mutation: true, cookie });
  const body = reply.json<{ result?: { data: Answer }; error?: { data: { key?: string } } }>();
  return { reply, answer: body.result?.data, text: reply.text };
}
async function roundTrip(cookie = "") {
  const browser = await begin(tenant.slug, cookie);
  return finish(await travel(browser.url), browser.cookie);
}
const read = async (query: ReturnType<typeof sql>) =>
  (await inTenant(tenant.ctx, (tx) => tx.execute(query))).rows;
const identities = () =>
  read(sql`select membership_id, issuer, subject from external_identities order by subject`);
/** How it was refused, and the sessions that there are nevertheless. */
async function refusalOf(done: ReturnType<typeof roundTrip>) {
  const { reply, text } = await done;
  const key = /"key":"(\w+)"/.exec(text)?.[1];
  const sessions = await read(sql`select id from sessions`);
  return { key, status: reply.status, sessions: sessions.length };
}
const refused = (key: string, status = 401) => ({ key, status, sessions: 0 });

describe("an account at a provider", () => {
  test("signs in over two hosts, is linked the first time and known by its subject ever after", async () => {
    const browser = await begin();
    expect(browser.cookie).toMatch(/^__Host-trama\.device=[\w-]{43}$/);
    const landed = await travel(browser.url);
    expect([landed.host, landed.pathname, landed.search]).toEqual([
      hostOf(tenant.slug),
      "/sign-in",
      "",
    ]);
    const { answer } = await finish(landed, browser.cookie);
    expect(answer?.ticket).toBeTruthy();
    expect(await read(sql`select methods, device_id is not null as known from sessions`)).toEqual([
      { methods: ["oidc"], known: true },
    ]);
    const linked = { membership_id: member.membershipId, issuer: served.url };
    expect(await identities()).toEqual([{ ...linked, subject: member.userId }]);
    expect(await read(sql`select name from events where name like 'identity%'`)).toEqual([
      { name: "identity.linked" },
    ]);
    expect(await read(sql`select kind from security_log where kind like 'identity%'`)).toEqual([
      { kind: "identityLinked" },
    ]);
    standin.person = { sub: member.userId, email: "moved@elsewhere.example" };
    expect((await roundTrip(browser.cookie)).answer?.ticket).toBeTruthy();
    expect(await identities()).toHaveLength(1);
  });

  test("may keep its e-mail in userinfo, and take the secret by basic authentication", async () => {
    standin.slim = true;
    standin.authMethods = ["client_secret_basic"];
    expect((await roundTrip()).answer?.ticket).toBeTruthy();
    expect(standin.seen).toContain("GET /userinfo");
  });

  test("is described once for many sign-ins", async () => {
    const { cookie } = await begin();
    await roundTrip(cookie);
    await roundTrip(cookie);
    const described = standin.seen.filter((one) => one.includes("openid-configuration"));
    expect(described).toHaveLength(1);
  });

  test("leaves the second step due, and is linked only once that is done", async () => {
    const party = { rpId: "x", origin: "http://x", name: "X" };
    const { key } = await beginTotp(member.ctx, party);
    const app = new TOTP({ secret: Secret.fromBase32(key) });
    const earlier = Date.now() - 30_000;
    await confirmTotp(member.ctx, { code: app.generate({ timestamp: earlier }) });
    const { cookie, url } = await begin();
    const { answer } = await finish(await travel(url), cookie);
    expect(answer?.nextStep?.methods).toContain("totp");
    expect(await identities()).toEqual([]);
    const input = {
      challenge: answer?.nextStep?.challenge,
      method: "totp",
      code: app.generate(),
    };
    const call = { input, mutation: true, cookie };
    const second = await trpc(server, tenant.slug, "auth.finishSecondStep", call);
    expect(second.text).toContain("ticket");
    expect(await identities()).toHaveLength(1);
  });
});

describe("what the provider sends is refused", () => {
  const now = Math.floor(Date.now() / 1000);
  test.each<[string, Lie]>([
    ["with another nonce", { claims: { nonce: "n".repeat(43) } }],
    ["for another client", { claims: { aud: "other" } }],
    ["by another issuer", { claims: { iss: "https://evil.example" } }],
    ["after it expired", { claims: { exp: now - 600, iat: now - 900 } }],
    ["changed after it was signed", { tamper: "signature" }],
    ["signed by a key that it never published", { tamper: "key" }],
  ])("%s", async (_name, lie) => {
    standin.lie = lie;
    expect(await refusalOf(roundTrip())).toEqual(refused("oidc_failed"));
  });

  test("when the person said no over there", async () => {
    standin.refuses = "access_denied";
    expect(await refusalOf(roundTrip())).toEqual(refused("oidc_cancelled"));
  });

  test("when its description names another issuer", async () => {
    standin.issuer = "https://evil.example";
    await expect(begin()).rejects.toThrow("vendor_unavailable");
  });

  test("when it is down, at once and by name, and works again when it is back", async () => {
    standin.down = 503;
    const startedAt = Date.now();
    await expect(begin()).rejects.toThrow(
      /Standin.*vendor_unavailable|vendor_unavailable.*Standin/s,
    );
    expect(Date.now() - startedAt).toBeLessThan(withinMs(7_000));
    standin.down = undefined;
    const { cookie, url } = await begin();
    const landed = await travel(url);
    standin.down = 500;
    expect(await refusalOf(finish(landed, cookie))).toEqual(refused("vendor_unavailable", 503));
    standin.down = undefined;
    forgetLanes();
    expect((await roundTrip(cookie)).answer?.ticket).toBeTruthy();
  });
});

describe("one calm answer for whoever cannot come in", () => {
  test("an e-mail that the provider did not verify", async () => {
    standin.person = { ...standin.person, email_verified: false };
    expect(await refusalOf(roundTrip())).toEqual(refused("oidc_unknown"));
  });
  test("an e-mail of nobody here", async () => {
    standin.person = { sub: "s", email: "nobody@here.example", email_verified: true };
    expect(await refusalOf(roundTrip())).toEqual(refused("oidc_unknown"));
  });
  test("a member of another tenant only", async () => {
    const other = await mintStaff(await mintTenant(), "agent");
    standin.person = { sub: "s", email: other.email, email_verified: true };
    expect(await refusalOf(roundTrip())).toEqual(refused("oidc_unknown"));
  });
  test("a disabled member, linked or not", async () => {
    await read(sql`update memberships set status = 'disabled'`);
    expect(await refusalOf(roundTrip())).toEqual(refused("oidc_unknown"));
    await read(sql`insert into external_identities (id, tenant_id, membership_id, issuer, subject)
      values (gen_random_uuid(), ${tenant.id}, ${member.membershipId}, ${served.url}, ${member.userId})`);
    expect(await refusalOf(roundTrip())).toEqual(refused("oidc_unknown"));
  });
  test("a role that may not use it", async () => {
    const owner = await mintStaff(tenant, "owner");
    const all = methodsByRole.parse({});
    const agent = { ...all.agent, oidc: false };
    await saveSignInPolicy(owner.ctx, { version: 0, methodsByRole: { ...all, agent } });
    expect(await refusalOf(roundTrip())).toEqual(refused("oidc_unknown"));
    expect(await identities()).toEqual([]);
  });
  test("another account of that provider with the same e-mail: addresses change hands", async () => {
    await roundTrip();
    standin.person = { ...standin.person, sub: "the-next-owner" };
    const { answer, text } = await roundTrip();
    expect(answer).toBeUndefined();
    expect(text).toContain("oidc_unknown");
    expect(await identities()).toMatchObject([{ subject: member.userId }]);
  });
});

describe("a round trip belongs to the browser and the tenant that began it", () => {
  test("it ends once", async () => {
    const { cookie, url } = await begin();
    const landed = await travel(url);
    expect((await finish(landed, cookie)).answer?.ticket).toBeTruthy();
    const again = await finish(landed, cookie);
    expect(again.text).toContain("challenge_over");
  });

  test("another browser, or one without a cookie, ends nothing and spoils nothing", async () => {
    const { cookie, url } = await begin();
    const landed = await travel(url);
    const stranger = (await begin()).cookie;
    expect(await refusalOf(finish(landed, stranger))).toEqual(refused("challenge_over"));
    expect(await refusalOf(finish(landed, ""))).toEqual(refused("challenge_over"));
    expect((await finish(landed, cookie)).answer?.ticket).toBeTruthy();
  });

  test("a code that somebody else was given is worth nothing in this browser's round", async () => {
    const mine = await begin();
    const attacker = await begin();
    const code = new URLSearchParams((await travel(attacker.url)).hash.slice(6)).get("code");
    const landed = await travel(mine.url);
    landed.hash = landed.hash.replace(/code=[^&]+/, `code=${code}`);
    expect(await refusalOf(finish(landed, mine.cookie))).toEqual(refused("oidc_failed"));
  });

  test("another tenant's round is nothing here", async () => {
    const other = await mintTenant();
    await refreshHosts();
    const there = await begin(other.slug);
    const landed = await travel(there.url);
    expect(landed.host).toBe(hostOf(other.slug));
    expect(await refusalOf(finish(landed, there.cookie))).toEqual(refused("challenge_over"));
  });

  test("the callback leads nowhere for a state that is not ours, a changed one, or on a tenant's host", async () => {
    const state = new URL((await begin()).url).searchParams.get("state") ?? "";
    const [, token, signature] = state.split(".");
    const evil = Buffer.from("evil.example").toString("base64url");
    const at = (host: string, value: string) =>
      server.send(host, { path: `/api/oidc/callback?code=x&state=${value}` });
    for (const reply of [
      await at(root, ""),
      await at(root, "x"),
      await at(root, `${evil}.${token}.${signature}`),
      await at(hostOf(tenant.slug), state),
    ]) {
      expect(reply.status).toBe(404);
      expect(reply.headers.location).toBeUndefined();
    }
    expect((await at(root, state)).status).toBe(303);
  });
});

describe("around it", () => {
  test("is offered while a provider is configured and some role may use it, and only then counts as a way in", async () => {
    const owner = await mintStaff(tenant, "owner");
    const offer = async () => (await trpc(server, tenant.slug, "auth.offerSignIn")).text;
    expect(await offer()).toContain(`{"id":"standin","label":"Standin"}`);
    const all = methodsByRole.parse({});
    const only = { ...all.agent, password: false, phoneCode: false, passkey: false };
    const input = { version: 0, methodsByRole: { ...all, agent: only } };
    setComposition({ ...real, oidc: openOidc([]) });
    expect(await offer()).toContain(`"providers":[]`);
    expect((await getSignInPolicy(owner.ctx)).oidcAvailable).toBe(false);
    await expect(saveSignInPolicy(owner.ctx, input)).rejects.toMatchObject({
      key: "role_needs_method",
    });
    setComposition({ ...real, oidc: open() });
    expect((await saveSignInPolicy(owner.ctx, input)).oidcAvailable).toBe(true);
    expect((await roundTrip()).answer?.ticket).toBeTruthy();
  });

  test("its person sees it in their account and unlinks it; a colleague cannot", async () => {
    await roundTrip();
    const { identities: mine } = await getAccount(member.ctx);
    expect(mine).toMatchObject([{ label: "Standin" }]);
    const identityId = mine[0]?.id ?? "";
    const owner = await mintStaff(tenant, "owner");
    await expect(unlinkIdentity(owner.ctx, { identityId })).rejects.toMatchObject({
      code: "not_found",
    });
    await read(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
      values (${"sessionId" in member.ctx.actor ? member.ctx.actor.sessionId : ""}, ${tenant.id}, ${member.membershipId}, 'staff', now() + interval '1 hour', now() + interval '1 hour')`);
    await unlinkIdentity(member.ctx, { identityId });
    expect(await identities()).toEqual([]);
  });
});
