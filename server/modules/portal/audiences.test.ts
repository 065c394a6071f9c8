import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { PORTAL_COOKIE, SESSION_COOKIE } from "@/server/auth/session";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintCustomer } from "@/server/testing/customer";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { askForCode, redeem, visitorOf } from "@/server/testing/portal";
import { signIn, trpc } from "@/server/testing/sign-in";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { signInWithCode } from "./sign-in-with-code";

const password = "correct horse battery staple";
const portal = { "trama-face": "portal" };
let server: Awaited<ReturnType<typeof startTestServer>>;
let tenant: TestTenant;
let other: TestTenant;
let staff: string;

beforeAll(async () => {
  [tenant, other] = [await mintTenant(), await mintTenant()];
  const { email } = await mintStaff(tenant, "owner", {
    passwordHash: await hashPassword(password),
  });
  await refreshHosts();
  server = await startTestServer();
  staff = await signIn(server, tenant.slug, { email, password });
});
afterAll(() => server.close());

async function ticketFor(email: string): Promise<string> {
  const { ticket } = await signInWithCode(visitorOf(tenant), await askForCode(tenant, email));
  return ticket ?? "";
}
async function enter(): Promise<{ customerId: string; cookie: string }> {
  const { customerId, email } = await mintCustomer(tenant);
  const cookie = await redeem(server, tenant.slug, await ticketFor(email));
  return { customerId, cookie };
}
const profile = (cookie: string, headers: Record<string, string> = portal, slug = tenant.slug) =>
  trpc(server, slug, "portal.getProfile", { cookie, headers });
const members = (cookie: string, headers: Record<string, string> = {}) =>
  trpc(server, tenant.slug, "auth.listApiKeys", { cookie, headers });
const cacheIsOld = () => new Promise((resolve) => setTimeout(resolve, 1_050));

test("a customer's ticket becomes a cookie of its own, which opens the portal", async () => {
  const { cookie, customerId } = await enter();
  expect(cookie.startsWith(`${PORTAL_COOKIE}=`)).toBe(true);
  const reply = await profile(cookie);
  expect(reply.json<{ result: { data: { customerId: string } } }>().result.data.customerId).toBe(
    customerId,
  );
});

test("a customer sends a picture through the files door, nothing else, and opens no file there", async () => {
  const { cookie } = await enter();
  const host = hostOf(tenant.slug);
  const headers = { ...portal, cookie, origin: `http://${host}` };
  const put = (name: string, body: Uint8Array) =>
    server.send(host, {
      ...{ method: "POST", path: `/api/files?name=${name}`, body },
      headers: { ...headers, "content-type": "application/octet-stream" },
    });
  const sent = await put("voucher.pdf", Buffer.from("%PDF-1.4 nothing\n%%EOF\n"));
  expect(sent.status).toBe(201);
  expect((await put("rows.csv", Buffer.from("a,b\n1,2\n"))).status).toBe(400);
  const path = `/api/files/${sent.json<{ id: string }>().id}`;
  expect((await server.send(host, { path, headers })).status).toBe(403);
});

test("both sessions live in one browser, and each call is one of them", async () => {
  const { cookie } = await enter();
  const both = `${staff}; ${cookie}`;
  expect((await profile(both)).status).toBe(200);
  expect((await members(both)).status).toBe(200);
  expect((await profile(both, {})).status).toBe(403);
  expect((await members(both, portal)).status).toBe(403);
  const out = await trpc(server, tenant.slug, "portal.signOut", {
    cookie: both,
    headers: portal,
    mutation: true,
  });
  expect(String(out.headers["set-cookie"])).toMatch(/^__Host-trama\.portal=;/);
  expect((await profile(both)).status).toBe(401);
  expect((await members(both)).status).toBe(200);
});

describe("crossing over", () => {
  test("a customer's cookie under the staff's name is nobody, and the other way about", async () => {
    const { cookie } = await enter();
    const disguised = cookie.replace(PORTAL_COOKIE, SESSION_COOKIE);
    for (const headers of [{}, portal]) {
      expect((await members(disguised, headers)).status).toBe(401);
      expect((await profile(disguised, headers)).status).toBe(401);
    }
    const swapped = staff.replace(SESSION_COOKIE, PORTAL_COOKIE);
    for (const headers of [{}, portal]) {
      expect((await members(swapped, headers)).status).toBe(401);
      expect((await profile(swapped, headers)).status).toBe(401);
    }
  });

  test("a staff session reaches no customer procedure and a customer's no staff procedure", async () => {
    const { cookie } = await enter();
    expect((await profile(staff)).status).toBe(401);
    expect((await profile(staff, {})).status).toBe(403);
    for (const path of ["auth.listApiKeys", "customers.list", "audit.log", "tenants.get"])
      for (const headers of [{}, portal])
        expect(
          (await trpc(server, tenant.slug, path, { cookie, headers, input: {} })).status,
        ).toBeGreaterThanOrEqual(401);
  });

  test("a ticket opens its own audience's door only, and stays good for it", async () => {
    const { email } = await mintCustomer(tenant);
    const ticket = await ticketFor(email);
    expect(await redeem(server, tenant.slug, ticket, "staff")).toBe("");
    expect(await redeem(server, other.slug, ticket)).toBe("");
    expect(await redeem(server, tenant.slug, ticket)).not.toBe("");
    expect(await redeem(server, tenant.slug, ticket)).toBe("");
  });

  test("a portal cookie of one company is nobody at another", async () => {
    const { cookie } = await enter();
    expect((await profile(cookie, portal, other.slug)).status).toBe(401);
  });
});

test.each([
  ["withdrawn access", sql`portal_access = false`],
  ["an archived customer", sql`archived_at = now()`],
])("%s is out within a second", async (_name, change) => {
  const { cookie, customerId } = await enter();
  expect((await profile(cookie)).status).toBe(200);
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update customers set ${change} where id = ${customerId}`),
  );
  await cacheIsOld();
  expect((await profile(cookie)).status).toBe(401);
});

test.each([
  ["idle too long", sql`idle_expires_at = now() - interval '1 second'`],
  ["too old", sql`expires_at = now() - interval '1 second'`],
])("a session that is %s is nobody", async (_name, change) => {
  const { cookie, customerId } = await enter();
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update sessions set ${change} where customer_id = ${customerId}`),
  );
  await cacheIsOld();
  expect((await profile(cookie)).status).toBe(401);
});

test("staff withdraw access: the customer's sessions end at once, and no link is sent any more", async () => {
  const { cookie, customerId } = await enter();
  const call = (path: string, input: object) =>
    trpc(server, tenant.slug, path, { cookie: staff, mutation: true, input });
  expect((await call("portal.sendLink", { customerId })).status).toBe(200);
  expect((await call("portal.setAccess", { customerId, allowed: false })).status).toBe(200);
  expect((await profile(cookie)).status).toBe(401);
  expect((await call("portal.sendLink", { customerId })).status).toBe(409);
});

test("a customer sees and ends their own sessions, nobody else's", async () => {
  const { email } = await mintCustomer(tenant);
  const here = await redeem(server, tenant.slug, await ticketFor(email));
  const elsewhere = await redeem(server, tenant.slug, await ticketFor(email));
  const stranger = await enter();
  const list = async (cookie: string) =>
    (await trpc(server, tenant.slug, "portal.listSessions", { cookie, headers: portal })).json<{
      result: { data: { id: string; current: boolean }[] };
    }>().result.data;
  const end = async (sessionId = "") =>
    (
      await trpc(server, tenant.slug, "portal.revokeSession", {
        cookie: here,
        headers: portal,
        mutation: true,
        input: { sessionId },
      })
    ).status;
  expect(await list(here)).toHaveLength(2);
  expect(await end((await list(stranger.cookie))[0]?.id)).toBe(404);
  expect(await end((await list(here)).find(({ current }) => !current)?.id)).toBe(200);
  expect((await profile(elsewhere)).status).toBe(401);
  expect((await profile(here)).status).toBe(200);
});
