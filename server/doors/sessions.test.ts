import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { inTenant } from "@/server/tenancy/in-tenant";
import { SESSION_COOKIE } from "@/server/auth/session";
import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn, trpc } from "@/server/testing/sign-in";
import { cookiesOf } from "@/server/testing/sign-in";
import { mintStaff, mintTenant } from "@/server/testing/tenant";

const password = "correct horse battery staple";
type Who = { result: { data: { kind: string; role: string | null } } };

let server: Awaited<ReturnType<typeof startTestServer>>;
let a: Awaited<ReturnType<typeof mintTenant>>;
let b: Awaited<ReturnType<typeof mintTenant>>;
let owner: Awaited<ReturnType<typeof mintStaff>>;

beforeAll(async () => {
  [a, b] = [await mintTenant(), await mintTenant()];
  owner = await mintStaff(a, "owner", { passwordHash: await hashPassword(password) });
  await refreshHosts();
  server = await startTestServer();
});
afterAll(() => server.close());

const account = () => ({ email: owner.email, password });
const who = async (slug: string, cookie: string) =>
  (await trpc(server, slug, "auth.whoAmI", { cookie })).json<Who>().result.data;

test("a password becomes a host-only cookie that names the member", async () => {
  const cookie = await signIn(server, a.slug, account());
  expect(await who(a.slug, cookie)).toMatchObject({ kind: "user", role: "owner" });
});

test("a session of one tenant is nobody on another tenant's host", async () => {
  const cookie = await signIn(server, a.slug, account());
  expect(await who(b.slug, cookie)).toMatchObject({ kind: "anonymous" });
  expect((await trpc(server, b.slug, "people.listMembers", { cookie, input: {} })).status).toBe(
    401,
  );
});

test("signing out ends the session at once, whoever kept the cookie", async () => {
  const cookie = await signIn(server, a.slug, account());
  const out = await trpc(server, a.slug, "auth.signOut", { cookie, mutation: true });
  expect(out.status).toBe(200);
  expect(String(out.headers["set-cookie"])).toContain("Max-Age=0");
  expect(await who(a.slug, cookie)).toMatchObject({ kind: "anonymous" });
});

test("signing in again ends the session that the browser had: a stolen copy of its cookie dies with it", async () => {
  const first = await signIn(server, a.slug, account());
  const elsewhere = await signIn(server, a.slug, account());
  const second = await signIn(server, a.slug, account(), first);
  expect(await who(a.slug, first)).toMatchObject({ kind: "anonymous" });
  expect(await who(a.slug, second)).toMatchObject({ kind: "user" });
  expect(await who(a.slug, elsewhere)).toMatchObject({ kind: "user" });
});

/** Longer than a looked-up session is believed. */
const cacheIsOld = () => new Promise((resolve) => setTimeout(resolve, 1_050));
const listed = async (cookie: string) =>
  (await trpc(server, a.slug, "auth.listSessions", { cookie })).json<{
    result: { data: { id: string; current: boolean }[] };
  }>().result.data;

test("revoking another of one's sessions kills exactly that one, at once", async () => {
  const [kept, doomed] = [
    await signIn(server, a.slug, account()),
    await signIn(server, a.slug, account()),
  ];
  expect(await who(a.slug, doomed)).toMatchObject({ kind: "user" });
  const target = (await listed(doomed)).find(({ current }) => current);
  const reply = await trpc(server, a.slug, "auth.revokeSession", {
    cookie: kept,
    mutation: true,
    input: { sessionId: target?.id },
  });
  expect(reply.status).toBe(200);
  expect(await who(a.slug, doomed)).toMatchObject({ kind: "anonymous" });
  expect(await who(a.slug, kept)).toMatchObject({ kind: "user" });
});

test("a colleague's session cannot be seen or revoked", async () => {
  const colleague = await mintStaff(a, "owner", { passwordHash: await hashPassword(password) });
  const theirs = await signIn(server, a.slug, { email: colleague.email, password });
  const mine = await signIn(server, a.slug, account());
  const target = (await listed(theirs)).find(({ current }) => current);
  expect((await listed(mine)).map(({ id }) => id)).not.toContain(target?.id);
  const reply = await trpc(server, a.slug, "auth.revokeSession", {
    cookie: mine,
    mutation: true,
    input: { sessionId: target?.id },
  });
  expect(reply.status).toBe(404);
  expect(await who(a.slug, theirs)).toMatchObject({ kind: "user" });
});

test.each([
  ["idle too long", sql`idle_expires_at = now() - interval '1 second'`],
  ["older than the absolute limit", sql`expires_at = now() - interval '1 second'`],
  ["revoked in the database by another process", sql`revoked_at = now()`],
])("a session that is %s is nobody within a second", async (_name, change) => {
  const cookie = await signIn(server, a.slug, account());
  expect(await who(a.slug, cookie)).toMatchObject({ kind: "user" });
  const id = (await listed(cookie)).find(({ current }) => current)?.id ?? "";
  await inTenant(a.ctx, (tx) => tx.execute(sql`update sessions set ${change} where id = ${id}`));
  await cacheIsOld();
  expect(await who(a.slug, cookie)).toMatchObject({ kind: "anonymous" });
});

test("a member who is disabled or whose role changes feels it within a second", async () => {
  const member = await mintStaff(a, "owner", { passwordHash: await hashPassword(password) });
  const cookie = await signIn(server, a.slug, { email: member.email, password });
  const set = (change: ReturnType<typeof sql>) =>
    inTenant(a.ctx, (tx) =>
      tx.execute(sql`update memberships set ${change} where id = ${member.membershipId}`),
    );
  await set(sql`role = 'agent'`);
  await cacheIsOld();
  expect(await who(a.slug, cookie)).toMatchObject({ role: "agent" });
  expect((await trpc(server, a.slug, "auth.listApiKeys", { cookie })).status).toBe(403);
  await set(sql`status = 'disabled'`);
  await cacheIsOld();
  expect(await who(a.slug, cookie)).toMatchObject({ kind: "anonymous" });
});

test("use pushes the idle limit forward, once a minute", async () => {
  const cookie = await signIn(server, a.slug, account());
  const id = (await listed(cookie)).find(({ current }) => current)?.id ?? "";
  await inTenant(a.ctx, (tx) =>
    tx.execute(sql`update sessions set last_seen_at = now() - interval '2 minutes',
      idle_expires_at = now() + interval '5 seconds' where id = ${id}`),
  );
  await cacheIsOld();
  await who(a.slug, cookie);
  const { rows } = await inTenant(a.ctx, (tx) =>
    tx.execute(
      sql`select idle_expires_at > now() + interval '29 minutes' as extended from sessions where id = ${id}`,
    ),
  );
  expect(rows).toEqual([{ extended: true }]);
});

test("the cookie is host-only, Secure, HttpOnly and Lax, and each sign-in makes a new one", async () => {
  const [one, two] = [
    await signIn(server, a.slug, account()),
    await signIn(server, a.slug, account()),
  ];
  expect(one).not.toBe(two);
  const csrf = await server.send(hostOf(a.slug), { path: "/api/auth/csrf" });
  for (const cookie of [csrf.headers["set-cookie"] ?? []].flat()) {
    expect(cookie).toMatch(/^__Host-/);
    expect(cookie).toMatch(/; Path=\/(?:;|$)/);
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).not.toMatch(/domain=/i);
  }
});

test.each(["garbage", "a.b.c", "", "eyJhbGciOiJub25lIn0.e30.", "x".repeat(9_000)])(
  "the cookie %s is nobody, not an error",
  async (value) =>
    expect(await who(a.slug, `${SESSION_COOKIE}=${value}`)).toMatchObject({ kind: "anonymous" }),
);

test("staff of a tenant are nobody on the admin host; the platform's own are somebody there only", async () => {
  const platform = { ...a, id: PLATFORM_TENANT_ID, slug: "admin" };
  const admin = await mintStaff(platform, "owner", { passwordHash: await hashPassword(password) });
  await composition().db.platform.transaction(PLATFORM_TENANT_ID, (tx) =>
    tx.execute(sql`insert into platform_admins (user_id) values (${admin.userId})`),
  );
  const cookie = await signIn(server, "admin", { email: admin.email, password });
  expect(await who("admin", cookie)).toMatchObject({ kind: "platform" });
  expect(await who(a.slug, cookie)).toMatchObject({ kind: "anonymous" });
  const staffCookie = await signIn(server, a.slug, account());
  expect(await who("admin", staffCookie)).toMatchObject({ kind: "anonymous" });
  // One admin who is struck off the list is out within a second.
  await composition().db.platform.transaction(PLATFORM_TENANT_ID, (tx) =>
    tx.execute(sql`update platform_admins set active = false where user_id = ${admin.userId}`),
  );
  await cacheIsOld();
  expect(await who("admin", cookie)).toMatchObject({ kind: "anonymous" });
});

test("the library's own pages, e-mail links and sessions stay shut", async () => {
  for (const action of [
    "session",
    "signin/email",
    "signin",
    "verify-request",
    "error",
    "_log",
    "",
  ]) {
    const reply = await server.send(hostOf(a.slug), { path: `/api/auth/${action}` });
    expect([action, reply.status]).toEqual([action, 404]);
  }
  expect(
    cookiesOf(await server.send(hostOf(a.slug), { path: "/api/auth/providers" })),
  ).not.toContain(SESSION_COOKIE);
});

test("a ticket that was used, or is another tenant's, gives no cookie", async () => {
  const tryTicket = async (slug: string, ticket: string) => {
    const csrf = await server.send(hostOf(slug), { path: "/api/auth/csrf" });
    const reply = await server.send(hostOf(slug), {
      method: "POST",
      path: "/api/auth/callback/ticket",
      headers: {
        origin: `http://${hostOf(slug)}`,
        cookie: cookiesOf(csrf),
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({
        csrfToken: csrf.json<{ csrfToken: string }>().csrfToken,
        ticket,
        json: "true",
      }).toString(),
    });
    return cookiesOf(reply).includes(SESSION_COOKIE);
  };
  const issued = await trpc(server, a.slug, "auth.signInWithPassword", {
    input: account(),
    mutation: true,
  });
  const { ticket } = issued.json<{ result: { data: { ticket: string } } }>().result.data;
  expect(await tryTicket(b.slug, ticket)).toBe(false);
  expect(await tryTicket(a.slug, ticket)).toBe(true);
  expect(await tryTicket(a.slug, ticket)).toBe(false);
});
