import { afterAll, beforeAll, expect, test } from "vitest";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";

let server: Awaited<ReturnType<typeof startTestServer>>;
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await mintTenant();
  await refreshHosts();
  server = await startTestServer();
});
afterAll(() => server.close());

test("a cookie that nobody can decode keeps nobody from signing in", async () => {
  const reply = await server.send(hostOf(tenant.slug), {
    path: "/api/auth/csrf",
    headers: { cookie: "tracker=100%; other=%E0%A4%A" },
  });
  expect(reply.status).toBe(200);
  expect(reply.json()).toHaveProperty("csrfToken");
});

test("a body that is no JSON is the sender's mistake, not ours", async () => {
  const host = hostOf(tenant.slug);
  for (const body of ["{", "[1]", '{"ticket":1}']) {
    const reply = await server.send(host, {
      method: "POST",
      path: "/api/auth/callback/ticket",
      headers: { origin: `http://${host}` },
      body,
    });
    expect([body, reply.status]).toEqual([body, 400]);
  }
});
