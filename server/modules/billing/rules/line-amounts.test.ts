import fc from "fast-check";
import { expect, test } from "vitest";
import { lineAmounts, wholeMinor } from "./line-amounts";

test("net and tax are the total, to the cent, for every rate, inside and outside the price", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -100_000_000, max: 100_000_000 }),
      fc.integer({ min: 0, max: 500_000 }),
      fc.boolean(),
      (amount, rate, taxIncluded) => {
        const line = lineAmounts(amount, { taxRate: (rate / 10_000).toFixed(4), taxIncluded });
        expect(line.netMinor + line.taxMinor).toBe(line.totalMinor);
        expect(taxIncluded ? line.totalMinor : line.netMinor).toBe(amount);
        const exact = (line.netMinor * rate) / 1_000_000;
        expect(Math.abs(line.taxMinor - exact)).toBeLessThanOrEqual(taxIncluded ? 1.01 : 0.51);
      },
    ),
  );
});

test("a line is rounded once, half away from zero, in the currency's own digits", () => {
  expect(wholeMinor("10.005", "1", "PEN")).toBe(1_001);
  expect(wholeMinor("-10.005", "1", "PEN")).toBe(-1_001);
  expect(wholeMinor("0.333333", "3", "PEN")).toBe(100);
  expect(wholeMinor("12990.5", "1", "CLP")).toBe(12_991);
  expect(wholeMinor("1.00005", "1", "UYW")).toBe(10_001);
});

test("what is known by hand: IGV 18 % inside 50.00, IVA 21 % on 50.00, exempt", () => {
  const inside = { taxRate: "18", taxIncluded: true };
  expect(lineAmounts(5_000, inside)).toEqual({ netMinor: 4_237, taxMinor: 763, totalMinor: 5_000 });
  const outside = { taxRate: "21.0000", taxIncluded: false };
  expect(lineAmounts(5_000, outside).totalMinor).toBe(6_050);
  expect(lineAmounts(5_000, { taxRate: "0", taxIncluded: true }).taxMinor).toBe(0);
});
