import fc from "fast-check";
import { expect, test } from "vitest";
import { allocate, currencyDigits, toMajor, toMinor } from "./money";

test("major units become minor ones in the currency's own digits, half away from zero, and back", () => {
  expect([toMinor("10.005", "PEN"), toMinor("-10.005", "PEN")]).toEqual([1_001, -1_001]);
  expect([toMinor("1234.5", "CLP"), toMinor("0.00005", "UYW")]).toEqual([1_235, 1]);
  expect(Object.is(toMinor("-0.001", "PEN"), 0)).toBe(true);
  expect([toMajor(123_456, "PEN"), toMajor(1_234, "CLP"), toMajor(-5, "USD")]).toEqual([
    "1234.56",
    "1234",
    "-0.05",
  ]);
  expect(["PEN", "CLP", "PYG", "JPY", "KRW", "UYW"].map(currencyDigits)).toEqual([
    2, 0, 0, 0, 0, 4,
  ]);
});

test("what no safe integer holds is refused and not rounded", () => {
  expect(toMinor("90071992547409.91", "PEN")).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => toMinor("90071992547409.92", "PEN")).toThrow("90071992547409.92 PEN is beyond");
});

test("a sum is split by weight; what is left goes to the largest remainders, the earlier first", () => {
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(allocate(101, [1, 1, 1])).toEqual([34, 34, 33]);
  expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  expect(allocate(10, [1, 2, 4])).toEqual([1, 3, 6]);
  expect(allocate(100, [0, 3, 0, 1])).toEqual([0, 75, 0, 25]);
  expect(allocate(7, [0, 0])).toEqual([7, 0]);
  expect(allocate(7, [])).toEqual([]);
});

test("the parts of any split add up to it, have its sign and are within one unit of their share", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 12 }),
      (total, weights) => {
        const parts = allocate(total, weights);
        const sum = weights.reduce((all, weight) => all + weight, 0);
        expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
        if (sum > 0)
          parts.forEach((part, at) => {
            expect(Math.abs(part - (total * (weights[at] ?? 0)) / sum)).toBeLessThan(1);
            expect(Object.is(part, -0)).toBe(false);
          });
      },
    ),
  );
});
