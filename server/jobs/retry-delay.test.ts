import fc from "fast-check";
import { expect, test } from "vitest";
import { retryDelayMs } from "./retry-delay";

test("the wait doubles up to an hour and keeps at least half of it", () => {
  expect([1, 2, 3, 11, 12, 60].map((attempt) => retryDelayMs(attempt, 0))).toEqual([
    1_000, 2_000, 4_000, 1_024_000, 1_800_000, 1_800_000,
  ]);
});

test("jobs that failed together are spread over the upper half of the wait", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempt, random) => {
        const ceiling = Math.min(3_600_000, 2_000 * 2 ** (attempt - 1));
        const delay = retryDelayMs(attempt, random);
        expect(delay).toBeGreaterThanOrEqual(ceiling / 2);
        expect(delay).toBeLessThanOrEqual(ceiling);
      },
    ),
  );
});
