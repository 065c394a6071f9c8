import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { openUpstashRateLimiter } from "@/server/integrations/upstash/rate-limiter";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { startTestUpstash } from "@/server/testing/upstash";
import { limit } from "./limit";
import { overKeys } from "./over-keys";
import type { RateLimiter, RateRule } from "./port";
import { openPostgresRateLimiter } from "./postgres";
import { withinMs } from "@/server/testing/within-ms";

const upstash = await startTestUpstash();
afterAll(() => upstash?.stop());

const drivers: { name: string; open: () => RateLimiter }[] = [
  { name: "postgres", open: () => openPostgresRateLimiter(composition().db.app) },
  ...(upstash ? [{ name: "upstash", open: () => openUpstashRateLimiter(upstash) }] : []),
];
// A day: windows that are aligned to the clock do not end in the middle of a test.
const rule = (max: number, windowSeconds = 86_400): RateRule => ({
  max,
  windowSeconds,
  onFailure: "allow",
});

describe.each(drivers)("rate limiter on $name", ({ open }) => {
  let limiter: RateLimiter;
  let a: TestTenant;
  let b: TestTenant;
  beforeAll(async () => {
    limiter = open();
    a = await mintTenant();
    b = await mintTenant();
  });
  beforeEach(() => overKeys.clear());

  test("counts down to zero, then says no and when to come back", async () => {
    const key = newId();
    const seen: [boolean, number][] = [];
    for (let i = 0; i < 4; i++) {
      const verdict = await limit(a.ctx, key, rule(3), limiter);
      seen.push([verdict.ok, verdict.remaining]);
      expect(verdict).toMatchObject({ limit: 3, degraded: false });
      expect(verdict.resetAt.getTime()).toBeGreaterThan(Date.now());
      expect(verdict.resetAt.getTime()).toBeLessThanOrEqual(Date.now() + 86_401_000);
    }
    expect(seen).toEqual([
      [true, 2],
      [true, 1],
      [true, 0],
      [false, 0],
    ]);
  });

  test("a batch costs what it holds, from the first hit on", async () => {
    const key = newId();
    const seen: [boolean, number][] = [];
    for (const cost of [4, 4, 4, 1]) {
      const { ok, remaining } = await limit(a.ctx, key, rule(10), limiter, cost);
      seen.push([ok, remaining]);
    }
    expect(seen).toEqual([
      [true, 6],
      [true, 2],
      [false, 0],
      [false, 0],
    ]);
    expect((await limit(a.ctx, newId(), rule(10), limiter, 11)).ok).toBe(false);
    const exact = await limit(a.ctx, newId(), rule(10), limiter, 10);
    expect(exact).toMatchObject({ ok: true, remaining: 0 });
  });

  test("forty at once: exactly as many pass as the rule allows", async () => {
    const key = newId();
    const hits = Array.from({ length: 40 }, () => limiter.hit(a.id, key, rule(7)));
    const verdicts = await Promise.all(hits);
    expect(verdicts.filter((verdict) => verdict.ok)).toHaveLength(7);
  });

  test("one tenant's hits, or another key's, never count for another", async () => {
    const key = newId();
    await limit(a.ctx, key, rule(1), limiter);
    expect((await limit(a.ctx, key, rule(1), limiter)).ok).toBe(false);
    expect((await limit(b.ctx, key, rule(1), limiter)).ok).toBe(true);
    expect((await limit(a.ctx, `${key}x`, rule(1), limiter)).ok).toBe(true);
  });

  test("a new window counts anew", async () => {
    const key = newId();
    const brief = rule(1, 2);
    await expect.poll(() => limit(a.ctx, key, brief, limiter).then((v) => v.ok)).toBe(false);
    await expect
      .poll(() => limit(a.ctx, key, brief, limiter).then((v) => v.ok), { timeout: withinMs(4_000) })
      .toBe(true);
  });

  test("a rule that changes counts anew", async () => {
    const key = newId();
    await limit(a.ctx, key, rule(1), limiter);
    expect((await limit(a.ctx, key, rule(2), limiter)).remaining).toBe(1);
  });

  test("any text may be a key, and none of it is stored", async () => {
    const keys = [
      "ip:2001:db8::1",
      "x'; drop table rate_limits; --",
      "ñ\0☕",
      "",
      "x".repeat(5000),
    ];
    for (const key of keys) expect((await limit(a.ctx, key, rule(5), limiter)).ok).toBe(true);
  });

  test("a key known to be over is refused in memory", async () => {
    const key = newId();
    await limit(a.ctx, key, rule(1), limiter);
    await limit(a.ctx, key, rule(1), limiter);
    const silent: RateLimiter = { driver: limiter.driver, hit: () => Promise.reject(new Error()) };
    expect(await limit(a.ctx, key, rule(1), silent)).toMatchObject({ ok: false, degraded: false });
  });
});

test("when the counter does not answer, sign-in stays shut and the rest stays open", async () => {
  const down: RateLimiter = { driver: "postgres", hit: () => Promise.reject(new Error("down")) };
  const ctx = { tenantId: newId() };
  const shut = await limit(ctx, "k", { ...rule(5), onFailure: "deny" }, down);
  expect(shut).toMatchObject({ ok: false, remaining: 0, degraded: true });
  expect(await limit(ctx, "k", rule(5), down)).toMatchObject({ ok: true, degraded: true });
});

test("inside a transaction it throws", async () => {
  const { ctx } = await mintTenant();
  await expect(inTenant(ctx, () => limit(ctx, "k", rule(1)))).rejects.toThrow("transaction");
});

test("the database refuses to count for another tenant inside a tenant's transaction", async () => {
  const [a, b] = [await mintTenant(), await mintTenant()];
  const hit = composition().db.app.transaction(a.id, (tx) =>
    tx.execute(`select used from app.hit_rate_limit('${b.id}', 'x', 1, 60, false)`),
  );
  await expect(hit).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("counters of windows that ended days ago are swept, only the tenant's own", async () => {
  const [a, b] = [await mintTenant(), await mintTenant()];
  const { platform, app } = composition().db;
  for (const id of [a.id, b.id])
    await platform.transaction(id, (tx) =>
      tx.execute(`insert into rate_limits (tenant_id, key, window_start, used)
        values ('${id}', 'old', now() - interval '3 days', 1), ('${id}', 'fresh', now(), 1)`),
    );
  await app.pool.query("select * from app.hit_rate_limit($1, 'new', 5, 60, true)", [a.id]);
  const keys = async (id: string) => {
    const { rows } = await app.transaction(id, (tx) =>
      tx.execute("select key from rate_limits order by key"),
    );
    return rows.map((row) => row.key);
  };
  expect(await keys(a.id)).toEqual(["fresh", "new"]);
  expect(await keys(b.id)).toEqual(["fresh", "old"]);
});

describe.runIf(upstash)("upstash only", () => {
  test("no answer in time is a failure for the rule to decide, never a silent yes", async () => {
    if (!upstash) return;
    upstash.delay(1800);
    const limiter = openUpstashRateLimiter(upstash);
    const ctx = { tenantId: newId() };
    const verdict = await limit(ctx, "k", { ...rule(5), onFailure: "deny" }, limiter);
    upstash.delay(0);
    expect(verdict).toMatchObject({ ok: false, degraded: true });
  });
});
