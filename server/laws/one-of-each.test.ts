import { beforeEach, expect, test, vi } from "vitest";

/** main.ts and Next load every module twice in one process; what is shared lives on globalThis. */
const SHARED: Record<string, () => Promise<unknown>> = {
  composition: async () => (await import("@/server/composition")).composition(),
  "application pool": async () => (await import("@/server/composition")).composition().db.app.pool,
  "open transactions": async () => (await import("@/server/tenancy/scope")).scopes,
  "hosts in memory": async () =>
    (await import("@/server/tenancy/host-snapshot-store")).hostSnapshotStore(),
  metrics: async () => (await import("@/server/observability/metrics")).metrics,
  "draining flag": async () => (await import("@/server/http/draining")).draining,
  "live streams": async () => (await import("@/server/events/live/live-hub")).liveHub(),
};

beforeEach(() => vi.resetModules());

test.each(Object.keys(SHARED))("two module graphs in one process share one %s", async (name) => {
  const first = await SHARED[name]?.();
  vi.resetModules();
  const second = await SHARED[name]?.();
  expect(first).toBeDefined();
  expect(second).toBe(first);
});

test("a session that one graph revokes is gone in the other at once", async () => {
  const first = (await import("@/server/auth/session-cache")).sessionCache;
  vi.resetModules();
  const second = (await import("@/server/auth/session-cache")).sessionCache;
  expect(second).not.toBe(first);
  const actor = { kind: "system", job: "x" } as const;
  await first.get("one", async () => actor);
  expect(await second.get("one", async () => undefined)).toBe(actor);
  second.forget("one");
  expect(await first.get("one", async () => undefined)).toBe(undefined);
});

test("the rate windows of one graph are those of the other", async () => {
  const rule = { max: 1, windowSeconds: 60, onFailure: "allow" } as const;
  const first = (await import("@/server/rate-limit/local-windows")).localWindows;
  first.spend("shared", rule, 1);
  vi.resetModules();
  const second = (await import("@/server/rate-limit/local-windows")).localWindows;
  expect(second.spend("shared", rule, 1).ok).toBe(false);
});
