import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { openUpstashCache } from "@/server/integrations/upstash/cache";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant } from "@/server/testing/tenant";
import { startTestUpstash } from "@/server/testing/upstash";
import { cacheFor, keyOf, type TenantCache } from "./cache-for";
import { openMemoryCache } from "./memory";
import type { CacheStore } from "./port";
import { withinMs } from "@/server/testing/within-ms";

const upstash = await startTestUpstash();
afterAll(() => upstash?.stop());

const drivers: { name: string; store: CacheStore }[] = [
  { name: "memory", store: openMemoryCache() },
  ...(upstash ? [{ name: "upstash", store: openUpstashCache(upstash) }] : []),
];
const text = z.string();

describe.each(drivers)("cache in $name", ({ store }) => {
  let cache: TenantCache;
  let tenantId: string;
  beforeEach(() => {
    tenantId = newId();
    cache = cacheFor({ tenantId }, store);
  });

  test("a value comes back as it was, whatever is in it", async () => {
    const values = [
      "",
      "1234",
      "OK",
      "null",
      "Ñandú ☕ \u{1F4E1} \n\0",
      '{"a":1}',
      "=?base64?=",
      "MTIz",
    ];
    for (const [i, value] of values.entries()) {
      await cache.set(`odd:${i}`, value, 60);
      expect(await cache.get(`odd:${i}`, text)).toBe(value);
    }
    const deep = { n: 12.5, list: [1, null, { x: [] }], flag: false };
    await cache.set("deep", deep, 60);
    expect(await cache.get("deep", z.unknown())).toEqual(deep);
  });

  test("what was never set, or was deleted, is a miss", async () => {
    expect(await cache.get("absent", text)).toBeUndefined();
    await cache.set("gone", "x", 60);
    await cache.delete("gone");
    expect(await cache.get("gone", text)).toBeUndefined();
  });

  test("a value is gone after its time", async () => {
    await cache.set("brief", "x", 1);
    expect(await cache.get("brief", text)).toBe("x");
    await expect.poll(() => cache.get("brief", text), { timeout: withinMs(3_000) }).toBeUndefined();
  });

  test("a second set replaces value and time", async () => {
    await cache.set("again", "one", 1);
    await cache.set("again", "two", 60);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await cache.get("again", text)).toBe("two");
  });

  test("the same name is another entry for another tenant", async () => {
    const other = cacheFor({ tenantId: newId() }, store);
    await cache.set("shared", "mine", 60);
    expect(await other.get("shared", text)).toBeUndefined();
    await other.delete("shared");
    expect(await cache.get("shared", text)).toBe("mine");
  });

  test("an entry that says another tenant is refused, wherever it came from", async () => {
    const planted = JSON.stringify({ tenantId: newId(), value: "theirs" });
    await store.set(keyOf(tenantId, "planted"), planted, 60);
    expect(await cache.get("planted", text)).toBeUndefined();
  });

  test("an entry of an older shape, or no JSON at all, is a miss", async () => {
    await cache.set("shape", { old: true }, 60);
    expect(await cache.get("shape", z.object({ fresh: z.boolean() }))).toBeUndefined();
    await store.set(keyOf(tenantId, "junk"), "not json", 60);
    expect(await cache.get("junk", text)).toBeUndefined();
  });

  test("a name or time that is our bug throws", async () => {
    for (const name of ["", "a b", "../x", "a\nb", "é", "x".repeat(201)])
      await expect(cache.set(name, "x", 60)).rejects.toThrow("bad name");
    for (const seconds of [0, -1, 1.5, 86_401, Number.NaN])
      await expect(cache.set("ok", "x", seconds)).rejects.toThrow("ttlSeconds");
  });
});

test("inside a transaction every driver refuses alike", async () => {
  const { ctx } = await mintTenant();
  await expect(inTenant(ctx, () => cacheFor(ctx).get("x", text))).rejects.toThrow("transaction");
});

test("a tenant that is no uuid gets no cache", () => {
  expect(() => cacheFor({ tenantId: "*" }, openMemoryCache())).toThrow("not a uuid");
});

test("a store that does not answer is a miss, never an error", async () => {
  const down = () => Promise.reject(new Error("down"));
  const cache = cacheFor(
    { tenantId: newId() },
    { driver: "memory", get: down, set: down, delete: down },
  );
  expect(await cache.get("x", text)).toBeUndefined();
  await expect(cache.set("x", 1, 60)).resolves.toBeUndefined();
  await expect(cache.delete("x")).resolves.toBeUndefined();
});

test("the in-process store forgets the longest unused first and never grows beyond its size", async () => {
  const store = openMemoryCache(3);
  for (const key of ["a", "b", "c"]) await store.set(key, key, 60);
  await store.get("a");
  await store.set("d", "d", 60);
  expect(await Promise.all(["a", "b", "c", "d"].map((key) => store.get(key)))).toEqual([
    "a",
    undefined,
    "c",
    "d",
  ]);
});

describe.runIf(upstash)("upstash only", () => {
  beforeAll(() => upstash?.fail(0, 200));

  test("a wrong token, an error 500 or a hang is a miss", async () => {
    if (!upstash) return;
    const ctx = { tenantId: newId() };
    const wrong = cacheFor(ctx, openUpstashCache({ url: upstash.url, token: "wrong" }));
    expect(await wrong.get("x", text)).toBeUndefined();
    const cache = cacheFor(ctx, openUpstashCache(upstash));
    await cache.set("x", "y", 60);
    upstash.fail(5, 500);
    expect(await cache.get("x", text)).toBeUndefined();
    upstash.fail(0, 200);
    upstash.delay(1500);
    expect(await cache.get("x", text)).toBeUndefined();
    upstash.delay(0);
    expect(await cache.get("x", text)).toBe("y");
  });

  test("what is stored names its tenant and ends by itself", async () => {
    if (!upstash) return;
    const tenantId = newId();
    await cacheFor({ tenantId }, openUpstashCache(upstash)).set("seen", 7, 60);
    const key = `tenant:${tenantId}:seen`;
    expect(await upstash.redis.get(key)).toBe(JSON.stringify({ tenantId, value: 7 }));
    expect(await upstash.redis.ttl(key)).toBeGreaterThan(50);
  });
});
