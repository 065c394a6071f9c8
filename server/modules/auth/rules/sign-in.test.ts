import fc from "fast-check";
import { expect, test } from "vitest";
import { sessionExpiry, signInDelaySeconds } from "./sign-in";

test("mistyping costs nothing, guessing doubles up to a quarter of an hour", () => {
  expect([1, 4, 5, 6, 9, 14, 15, 1_000_000].map(signInDelaySeconds)).toEqual([
    0, 0, 1, 2, 16, 512, 900, 900,
  ]);
});

test("more failures never wait less, and never for ever", () => {
  fc.assert(
    fc.property(fc.nat(), (failures) => {
      const [now, next] = [signInDelaySeconds(failures), signInDelaySeconds(failures + 1)];
      expect(next).toBeGreaterThanOrEqual(now);
      expect(next).toBeLessThanOrEqual(900);
    }),
  );
});

test("a session never outlives its absolute limit by being used", () => {
  const now = new Date("2026-11-21T00:00:00Z");
  const { idleExpiresAt, expiresAt } = sessionExpiry(now, {
    sessionIdleMinutes: 1440,
    sessionAbsoluteHours: 1,
  });
  expect(idleExpiresAt).toEqual(expiresAt);
  expect(expiresAt.toISOString()).toBe("2026-11-21T01:00:00.000Z");
});
