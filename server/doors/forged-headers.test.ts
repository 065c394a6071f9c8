import { afterAll, beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { hashPassword } from "@/server/auth/password-hash";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn, trpc } from "@/server/testing/sign-in";
import { mintStaff, mintTenant } from "@/server/testing/tenant";

const password = "correct horse battery staple";
let server: Awaited<ReturnType<typeof startTestServer>>;
let a: Awaited<ReturnType<typeof mintTenant>>;
let b: Awaited<ReturnType<typeof mintTenant>>;
let cookie: string;

beforeAll(async () => {
  [a, b] = [await mintTenant(), await mintTenant()];
  const { email } = await mintStaff(a, "owner", { passwordHash: await hashPassword(password) });
  await refreshHosts();
  server = await startTestServer();
  cookie = await signIn(server, a.slug, { email, password });
});
afterAll(() => server.close());

const forged = () => ({
  "x-tenant": b.id,
  "x-tenant-id": b.id,
  "x-trama-tenant": b.slug,
  "x-forwarded-host": hostOf(b.slug),
  "x-forwarded-for": "203.0.113.9",
  "x-real-ip": "203.0.113.9",
  forwarded: `host=${hostOf(b.slug)};for=203.0.113.9`,
  "x-original-url": "/platform",
  "x-rewrite-url": "/platform",
  "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware",
  "x-middleware-rewrite": "/platform",
  "x-middleware-next": "1",
  "x-nextjs-data": "1",
  "x-invoke-path": "/platform",
  "next-action": "deadbeef",
  "x-request-id": "mine",
  "x-nonce": "mine",
});

test("forged headers reach no page: only ours arrive", async () => {
  const reply = await server.send(hostOf(a.slug), { path: "/any", headers: forged() });
  const seen = reply.json<{ headers: Record<string, string>; raw: string[] }>();
  for (const [name, value] of Object.entries(forged())) {
    expect([name, seen.headers[name]]).not.toEqual([name, value]);
    expect(seen.raw.map((text) => text.toLowerCase())).not.toContain(value.toLowerCase());
  }
  expect(seen.headers["x-trama-ip"]).toBe("127.0.0.1");
  expect(seen.headers["x-request-id"]).toBe(reply.headers["x-request-id"]);
});

test("the same headers in any spelling and twice are stripped too", async () => {
  const reply = await server.send(hostOf(a.slug), {
    path: "/any",
    headers: { "X-Middleware-SubRequest": "x1", "X-FORWARDED-HOST": "x2", "Next-Action": "x3" },
  });
  expect(reply.text).not.toMatch(/x1|x2|x3/);
});

test("a signed-in member stays in their own tenant whatever the headers say", async () => {
  const plain = await trpc(server, a.slug, "tenants.get", { cookie });
  const lied = await trpc(server, a.slug, "tenants.get", { cookie, headers: forged() });
  expect(plain.status).toBe(200);
  expect(lied.json()).toEqual(plain.json());
  expect(lied.text).not.toContain(b.id);
});

test("a forged address is believed from a trusted proxy only", async () => {
  const { env } = composition();
  const trusted = env.TRAMA_TRUSTED_PROXIES;
  const seenIp = async () => {
    const headers = { "x-forwarded-for": "198.51.100.7, 203.0.113.9" };
    const reply = await server.send(hostOf(a.slug), { path: "/any", headers });
    return reply.json<{ headers: Record<string, string> }>().headers["x-trama-ip"];
  };
  expect(await seenIp()).toBe("127.0.0.1");
  env.TRAMA_TRUSTED_PROXIES = ["127.0.0.0/8"];
  try {
    expect(await seenIp()).toBe("203.0.113.9");
  } finally {
    env.TRAMA_TRUSTED_PROXIES = trusted;
  }
});

test.each([
  "evil.example",
  "127.0.0.1",
  `x.${"y".repeat(300)}`,
  "a b",
  "[::1]:3000",
  "%00.localhost",
])("host %s belongs to nobody", async (host) => {
  const reply = await server.send(host, { path: "/api/trpc/auth.whoAmI", headers: { cookie } });
  expect([400, 404]).toContain(reply.status);
});

test.each(["/api/%74rpc/auth.whoAmI", "/%61pi/files", "/x/../api/files", "/api/nothing"])(
  "%s never reaches Next's route files: they know neither our caps nor the caller",
  async (path) => {
    const reply = await server.send(hostOf(a.slug), { path });
    expect([reply.status, reply.headers["content-type"]]).toEqual([
      404,
      "application/problem+json",
    ]);
  },
);
