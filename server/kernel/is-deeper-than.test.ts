import fc from "fast-check";
import { expect, test } from "vitest";
import { isDeeperThan } from "./is-deeper-than";

/** `levels` lists around a number. */
const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + 1 + "]".repeat(levels));

test("counts levels of lists and objects, and a plain value as none", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), (levels, allowed) => {
      expect(isDeeperThan(nested(levels), allowed)).toBe(levels > allowed);
      expect(isDeeperThan({ flat: 1, deep: nested(levels) }, allowed + 1)).toBe(levels > allowed);
    }),
  );
  expect(isDeeperThan(null, 0)).toBe(false);
});

test("half a million levels are told without running out of stack", () => {
  expect(isDeeperThan(nested(500_000), 32)).toBe(true);
});
