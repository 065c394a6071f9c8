import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { localWindows } from "@/server/rate-limit/local-windows";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { createApiKey } from "./create-api-key";
import { getApiKey } from "./get-api-key";
import { listApiKeys } from "./list-api-keys";
import { revokeApiKey } from "./revoke-api-key";
import { rotateApiKey } from "./rotate-api-key";
import { updateApiKey } from "./update-api-key";

const real = composition();
let server: Awaited<ReturnType<typeof startTestServer>>;
let tenant: TestTenant;
let owner: Ctx;
beforeAll(async () => {
  // Callers state their address as behind a proxy: the socket itself is always this machine.
  setComposition({ ...real, env: { ...real.env, TRAMA_TRUSTED_PROXIES: ["127.0.0.1"] } });
  server = await startTestServer();
});
afterAll(async () => {
  await server.close();
  setComposition(real);
});
beforeEach(async () => {
  localWindows.clear();
  tenant = await mintTenant();
  owner = (await mintStaff(tenant, "owner")).ctx;
  await refreshHosts();
});

const make = (over: object = {}) =>
  createApiKey(owner, { name: "ERP", scopes: ["tenant.read", "unit.read"], ...over });
const call = (secret: string, ip: string, path = "/api/v1/tenant") =>
  server.send(hostOf(tenant.slug), {
    path,
    headers: { authorization: `Bearer ${secret}`, "x-forwarded-for": ip },
  });
const used = async () => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select used::int as used from tenant_usage where resource = 'apiKeys'`),
  );
  return rows[0]?.used;
};
const notes = async () => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`select kind, severity, host(ip) as ip, details from security_log where tenant_id = ${tenant.id} order by id`,
    ),
  );
  return rows;
};

test("a key opens from its networks only; elsewhere every door says why, and the security log knows", async () => {
  const { secret } = await make({ allowedNetworks: ["203.0.113.9/24", "2001:db8::/48"] });
  for (const ip of ["203.0.113.200", "2001:db8:0:7::1", "::ffff:203.0.113.1"])
    expect([ip, (await call(secret, ip)).status]).toEqual([ip, 200]);
  for (const path of ["/api/v1/tenant", "/api/trpc/auth.whoAmI", "/api/files/x", "/api/live"]) {
    const refused = await call(secret, "198.51.100.7", path);
    expect([path, refused.status]).toEqual([path, 403]);
    expect(refused.text).toContain("198.51.100.7");
  }
  expect((await call(secret, "2001:db9::1")).status).toBe(403);
  expect((await notes()).filter(({ kind }) => kind === "keyRefusedNetwork")).toMatchObject([
    { severity: "warning", ip: "198.51.100.7" },
    { severity: "warning", ip: "2001:db9::1" },
  ]);
});

test("an allow-list that changes holds for the very next call", async () => {
  const { id, secret } = await make();
  expect((await call(secret, "198.51.100.7")).status).toBe(200);
  await updateApiKey(owner, { apiKeyId: id, allowedNetworks: ["203.0.113.0/24"] });
  expect((await call(secret, "198.51.100.7")).status).toBe(403);
  await updateApiKey(owner, { apiKeyId: id, allowedNetworks: [] });
  expect((await call(secret, "198.51.100.7")).status).toBe(200);
});

test("a network that is new to a used key is an alert, once; its first network is none", async () => {
  const { id, secret } = await make();
  await Promise.all(["198.51.100.7", "198.51.100.8", "198.51.100.9"].map((ip) => call(secret, ip)));
  expect(await notes()).toEqual([]);
  for (let i = 0; i < 3; i++) await call(secret, "203.0.113.5");
  await call(secret, "203.0.113.6");
  expect(await notes()).toMatchObject([
    { kind: "keyFromNewNetwork", severity: "alert", details: { network: "203.0.113.0/24" } },
  ]);
  const record = await getApiKey(owner, { apiKeyId: id });
  expect(record.networks.map(({ network }) => network).toSorted()).toEqual([
    "198.51.100.0/24",
    "203.0.113.0/24",
  ]);
  expect(record.createdBy).toBe("Test owner");
});

test("a key has the calls a minute that its maker gave it, says so, and takes none from another", async () => {
  const [slow, other] = [await make({ callsPerMinute: 3 }), await make()];
  const answers = [];
  for (let i = 0; i < 5; i++) answers.push(await call(slow.secret, "198.51.100.7"));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  const scaled = 3 * real.env.TRAMA_RATE_LIMIT_SCALE;
  expect(answers[1]?.headers).toMatchObject({ "ratelimit-limit": String(scaled) });
  expect(Number(answers[4]?.headers["retry-after"])).toBeGreaterThan(0);
  expect((await call(other.secret, "198.51.100.7")).status).toBe(200);
});

test("a rotated key works beside its successor until its hour, then never again", async () => {
  const old = await make({ allowedNetworks: ["203.0.113.0/24"], callsPerMinute: 50 });
  const fresh = await rotateApiKey(owner, { apiKeyId: old.id, keepOldHours: 24 });
  expect(fresh).toMatchObject({ name: "ERP", scopes: old.scopes, callsPerMinute: 50 });
  expect(fresh.allowedNetworks).toEqual(["203.0.113.0/24"]);
  expect(fresh.secret).not.toBe(old.secret);
  for (const { secret } of [old, fresh])
    expect((await call(secret, "203.0.113.5")).status).toBe(200);
  expect(await used()).toBe(1);
  await expect(rotateApiKey(owner, { apiKeyId: old.id, keepOldHours: 1 })).rejects.toMatchObject({
    key: "api_key_dead",
  });
  await revokeApiKey(owner, { apiKeyId: old.id });
  expect((await call(old.secret, "203.0.113.5")).status).toBe(401);
  expect(await used()).toBe(1);
  const next = await rotateApiKey(owner, { apiKeyId: fresh.id, keepOldHours: 0 });
  expect((await call(fresh.secret, "203.0.113.5")).status).toBe(401);
  expect((await call(next.secret, "203.0.113.5")).status).toBe(200);
  expect(JSON.stringify(await listApiKeys(owner))).not.toContain(next.secret);
});

test("of two who rotate a key at once one gets a new secret", async () => {
  const old = await make();
  const both = await Promise.allSettled(
    [24, 24].map((keepOldHours) => rotateApiKey(owner, { apiKeyId: old.id, keepOldHours })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await used()).toBe(1);
});

test("nobody reads, changes or rotates another tenant's key, nor gives a key more than they hold", async () => {
  const { id } = await make();
  const stranger = (await mintStaff(await mintTenant(), "owner")).ctx;
  for (const attempt of [
    () => getApiKey(stranger, { apiKeyId: id }),
    () => updateApiKey(stranger, { apiKeyId: id, name: "x" }),
    () => rotateApiKey(stranger, { apiKeyId: id, keepOldHours: 0 }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  for (const allowedNetworks of [["everywhere"], ["10.0.0.0/33"]])
    await expect(make({ allowedNetworks })).rejects.toMatchObject({ name: "ZodError" });
  const grants = { "apiKey.manage": "all", "tenant.read": "all" } as const;
  const narrow = { ...owner, actor: { ...owner.actor, customRole: { id: "r", grants } } } as Ctx;
  await expect(rotateApiKey(narrow, { apiKeyId: id, keepOldHours: 0 })).rejects.toMatchObject({
    key: "api_key_scope_exceeds",
  });
});
