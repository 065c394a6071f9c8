import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn, trpc } from "@/server/testing/sign-in";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { isSameOrigin } from "./is-same-origin";

const password = "correct horse battery staple";
let server: Awaited<ReturnType<typeof startTestServer>>;
let a: Awaited<ReturnType<typeof mintTenant>>;
let cookie: string;

beforeAll(async () => {
  a = await mintTenant();
  const { email } = await mintStaff(a, "owner", { passwordHash: await hashPassword(password) });
  await refreshHosts();
  server = await startTestServer();
  cookie = await signIn(server, a.slug, { email, password });
});
afterAll(() => server.close());

const create = { name: "x", scopes: ["event.read"] };
const post = (headers: Record<string, string>, body: unknown = create) =>
  server.send(hostOf(a.slug), {
    method: "POST",
    path: "/api/trpc/auth.createApiKey",
    headers: { cookie, ...headers },
    body,
  });
const keys = async () =>
  (await trpc(server, a.slug, "auth.listApiKeys", { cookie })).json<{
    result: { data: unknown[] };
  }>().result.data.length;

describe("a mutation with the browser's cookie", () => {
  test.each([
    ["from another site", { origin: "http://evil.example" }],
    ["from a sibling tenant", { origin: "http://other.localhost:3000" }],
    ["from a page without origin", { origin: "null" }],
    ["without any origin", {}],
    ["over another scheme", {}],
    ["that the browser calls cross-site", { "sec-fetch-site": "cross-site" }],
    ["that the browser calls same-site", { "sec-fetch-site": "same-site" }],
  ])("%s is refused and changes nothing", async (name, given) => {
    const own = `${name.includes("scheme") ? "https" : "http"}://${hostOf(a.slug)}`;
    const headers =
      name.includes("browser calls") || name.includes("scheme") ? { origin: own, ...given } : given;
    const before = await keys();
    expect((await post(headers)).status).toBe(403);
    expect(await keys()).toBe(before);
  });

  test("from our own page is accepted", async () => {
    expect((await post({ origin: `http://${hostOf(a.slug)}` })).status).toBe(200);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonx",
  ])("as %s is refused: a form of another site can send that", async (type) => {
    const origin = `http://${hostOf(a.slug)}`;
    const reply = await post({ origin, "content-type": type }, JSON.stringify(create));
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
  });

  test("over a megabyte is refused", async () => {
    const origin = `http://${hostOf(a.slug)}`;
    const reply = await post({ origin }, { ...create, name: "x".repeat(1_100_000) });
    expect(reply.status).toBe(413);
  });
});

test("no query can be called in a way that mutates, no mutation by GET", async () => {
  const byGet = await trpc(server, a.slug, "auth.signOut", { cookie });
  expect(byGet.status).toBeGreaterThanOrEqual(400);
  expect((await trpc(server, a.slug, "auth.listApiKeys", { cookie })).status).toBe(200);
});

test("signing somebody in from another site is refused although no cookie is needed", async () => {
  const reply = await server.send(hostOf(a.slug), {
    method: "POST",
    path: "/api/auth/callback/ticket",
    headers: { origin: "http://evil.example", "content-type": "application/x-www-form-urlencoded" },
    body: "ticket=x&csrfToken=y",
  });
  expect(reply.status).toBe(403);
});

test("without cookies and origin (a program with a key) the origin rule has nothing to guard", () => {
  expect(isSameOrigin("POST", new Headers({ host: "a.example" }), "https")).toBe(true);
  expect(isSameOrigin("POST", new Headers({ host: "a.example", cookie: "x=1" }), "https")).toBe(
    false,
  );
});

test("a batch of more calls than the cap is refused whole", async () => {
  const path = Array.from({ length: 11 }, () => "auth.whoAmI").join(",");
  const reply = await server.send(hostOf(a.slug), { path: `/api/trpc/${path}?batch=1` });
  expect(reply.status).toBe(400);
});
