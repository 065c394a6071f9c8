import { expect, test } from "vitest";
import { localWindows } from "./local-windows";

const rule = { max: 3, windowSeconds: 60, onFailure: "allow" } as const;

test("a key may be used `max` times in its window, then again in the next", () => {
  const at = (nowMs: number) => localWindows.spend("a", rule, 1, nowMs);
  expect([at(0), at(1), at(2), at(3)].map(({ ok }) => ok)).toEqual([true, true, true, false]);
  expect(at(59_999)).toMatchObject({ ok: false, remaining: 0, resetAt: new Date(60_000) });
  expect(at(60_000)).toMatchObject({ ok: true, remaining: 2 });
});

test("a batch costs what it holds, and one key's use is not another's", () => {
  expect(localWindows.spend("b", rule, 10, 0).ok).toBe(false);
  expect(localWindows.spend("c", rule, 3, 0)).toMatchObject({ ok: true, remaining: 0 });
});

test("a flood of new keys stays within memory", () => {
  for (let i = 0; i < 250_000; i++) localWindows.spend(`flood${i}`, rule, 1, 1_000_000);
  expect(process.memoryUsage().heapUsed).toBeLessThan(600 * 1024 * 1024);
  expect(localWindows.spend("after", rule, 1, 1_000_000).ok).toBe(true);
  localWindows.clear();
});
