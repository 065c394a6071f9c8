import { get } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { closeLiveStreams } from "@/server/events/live/live-hub";
import { record } from "@/server/events/record";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { revokeApiKey } from "@/server/modules/auth/revoke-api-key";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { signIn } from "@/server/testing/sign-in";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { verifyExport } from "@/scripts/audit-verify.mjs";

let server: Awaited<ReturnType<typeof startTestServer>>;
let tenant: TestTenant;
let other: TestTenant;
let key: { id: string; secret: string };

beforeAll(async () => {
  server = await startTestServer();
  [tenant, other] = [await mintTenant(), await mintTenant()];
  const owner = await mintStaff(tenant, "owner");
  key = await createApiKey(owner.ctx, { name: "live", scopes: ["event.read"] });
  await refreshHosts();
});
afterAll(async () => {
  closeLiveStreams();
  await server.close();
});

const authorization = () => ({ authorization: `Bearer ${key.secret}` });

test("nobody, a key of another tenant and an unknown host get no stream", async () => {
  const ask = (host: string, headers: Record<string, string> = {}) =>
    server.send(host, { path: "/api/live", headers });
  expect((await ask(hostOf(tenant.slug))).status).toBe(401);
  expect((await ask(hostOf(other.slug), authorization())).status).toBe(401);
  expect((await ask(hostOf("nobody-here"), authorization())).status).toBe(404);
});

test("through the real server a stream carries facts and ends when its key is revoked", async () => {
  let text = "";
  let ended = false;
  const request = get({
    port: server.port,
    host: "127.0.0.1",
    path: "/api/live?lastEventId=0",
    headers: { host: hostOf(tenant.slug), ...authorization() },
  });
  request.on("response", (response) => {
    expect(response.headers["content-type"]).toContain("text/event-stream");
    response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    response.on("close", () => (ended = true));
  });
  await expect.poll(() => text).toContain("retry: 3000");
  await inTenant(tenant.ctx, async () => {
    record(tenant.ctx, "tenant.demoWiped", {
      entity: { type: "tenant", id: tenant.id },
      payload: { rows: 7 },
    });
  });
  await expect.poll(() => text).toContain('"payload":{"rows":7}');
  expect(text).not.toContain("apiKey.created");
  await revokeApiKey(tenant.ctx, { apiKeyId: key.id });
  await expect.poll(() => ended, { timeout: 30_000 }).toBe(true);
});

test("the audit export needs its permission, and what comes through the door is sound", async () => {
  const host = hostOf(tenant.slug);
  const password = "correct horse battery staple";
  const ask = async (role: "owner" | "agent") => {
    const { email } = await mintStaff(tenant, role, { passwordHash: await hashPassword(password) });
    const cookie = await signIn(server, tenant.slug, { email, password });
    const headers = { cookie, origin: `http://${host}` };
    return server.send(host, { method: "POST", path: "/api/audit/export", headers });
  };
  expect((await server.send(host, { path: "/api/audit/export" })).status).toBe(404);
  expect((await ask("agent")).status).toBe(403);
  const answer = await ask("owner");
  expect(answer.headers["content-disposition"]).toContain(`audit-${tenant.slug}-`);
  const report = await verifyExport(answer.text.split("\n"));
  expect(report).toMatchObject({ ok: true, problems: [] });
  expect(report.facts).toBeGreaterThan(3);
});
