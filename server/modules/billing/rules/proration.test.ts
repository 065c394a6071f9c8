import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, addMonths, monthDay } from "@/server/kernel/day";
import { prorate } from "./proration";

const day = fc.integer({ min: 0, max: 365 * 12 }).map((offset) => addDays("2020-01-01", offset));
const basis = fc.constantFrom("actual" as const, "thirty" as const);

test("however a period is cut, the parts add up to the whole to the cent", () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: -10_000_000, max: 10_000_000 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
      basis,
      (from, anchor, months, amountMinor, cuts, on) => {
        const periodStart = monthDay(from, anchor);
        const periodEnd = addMonths(periodStart, months, anchor);
        const days = (Date.parse(periodEnd) - Date.parse(periodStart)) / 86_400_000;
        const marks = cuts.map((cut) => addDays(periodStart, Math.round(cut * days)));
        const edges = [periodStart, ...marks.toSorted(), periodEnd];
        const parts = edges.slice(1).map((to, i) =>
          prorate({
            ...{ amountMinor, from: edges[i] ?? to, to },
            ...{ periodStart, periodEnd, basis: on },
          }),
        );
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amountMinor);
        for (const part of parts) expect(part * Math.sign(amountMinor)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

const january = { periodStart: "2027-01-01", periodEnd: "2027-02-01" } as const;
const part = (over: Partial<Parameters<typeof prorate>[0]>) =>
  prorate({
    ...{ amountMinor: 5_000, from: "2027-01-10", to: "2027-02-01", basis: "actual" },
    ...january,
    ...over,
  });

test("a part costs its days over the days of that very period", () => {
  expect(part({})).toBe(3_548);
  expect(part({ from: "2027-01-01", to: "2027-01-10" })).toBe(1_452);
  expect(part({ from: "2027-01-31", to: "2027-02-01" })).toBe(161);
});

test("on thirty days a month costs the same whatever its length, and the 31st is free", () => {
  expect(part({ basis: "thirty" })).toBe(3_500);
  expect(part({ basis: "thirty", from: "2027-01-31" })).toBe(167);
  const february = { periodStart: "2027-02-01", periodEnd: "2027-03-01", basis: "thirty" } as const;
  expect(part({ ...february, from: "2027-02-15", to: "2027-03-01" })).toBe(2_667);
});

test("29 February is a day of its month, and only in a leap year", () => {
  const leap = { periodStart: "2028-02-01", periodEnd: "2028-03-01" };
  expect(part({ ...leap, amountMinor: 2_900, from: "2028-02-29", to: "2028-03-01" })).toBe(100);
  const plain = { periodStart: "2027-02-01", periodEnd: "2027-03-01" };
  expect(part({ ...plain, amountMinor: 2_800, from: "2027-02-28", to: "2027-03-01" })).toBe(100);
});

test("days outside the period cost nothing, a period without days is refused", () => {
  expect(part({ from: "2026-11-01", to: "2027-01-01" })).toBe(0);
  expect(part({ from: "2026-11-01", to: "2027-06-01" })).toBe(5_000);
  expect(part({ from: "2027-01-20", to: "2027-01-10" })).toBe(0);
  expect(() => part({ periodEnd: "2027-01-01" })).toThrow(RangeError);
});
