import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBelowFloor, marginOf } from "./margin";
import { newPrice, PRICE_ROUNDINGS } from "./new-price";
import { taxPackOf } from "./tax-packs";

describe("a changed price", () => {
  test("is in the currency's places, on the asked step, half a step up", () => {
    const by = (value: string, rounding: (typeof PRICE_ROUNDINGS)[number] = "none") =>
      ({ by: "percent", value, rounding }) as const;
    expect(newPrice("89.9", by("10"), "PEN")).toBe("98.89");
    expect(newPrice("89.9", by("10", "0.5"), "PEN")).toBe("99");
    expect(newPrice("89.9", by("10", "x.90"), "PEN")).toBe("98.9");
    expect(newPrice("12990", by("3.5", "100"), "CLP")).toBe("13400");
    expect(newPrice("12990", by("3.5"), "CLP")).toBe("13445");
    expect(newPrice("10", { by: "amount", value: "-25", rounding: "none" }, "PEN")).toBe("0");
  });

  test("is never below zero, and lies within one step of the exact one", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: -100, max: 300 }).filter((value) => value !== 0),
        fc.constantFrom(...PRICE_ROUNDINGS.filter((one) => one !== "x.90")),
        (cents, percent, rounding) => {
          const was = new Decimal(cents).div(100).toFixed();
          const change = { by: "percent", value: String(percent), rounding } as const;
          const made = new Decimal(newPrice(was, change, "PEN"));
          const exact = new Decimal(was).times(100 + percent).div(100);
          const step = new Decimal(rounding === "none" ? "0.01" : rounding);
          expect(made.gte(0)).toBe(true);
          expect(made.minus(exact).abs().lte(step.div(2))).toBe(true);
          expect(made.mod(step).isZero()).toBe(true);
        },
      ),
    );
  });
});

test("the margin is of the price without tax", () => {
  const facts = { price: "118", taxIncluded: true, taxRate: "18", cost: "60" };
  expect(marginOf(facts)).toBe("40");
  expect(marginOf({ ...facts, taxIncluded: false })).toBe("49.15");
  expect([isBelowFloor(facts, "40"), isBelowFloor(facts, "40.01")]).toEqual([false, true]);
  expect(marginOf({ ...facts, cost: null })).toBeNull();
  expect(isBelowFloor({ ...facts, price: "0" }, "1")).toBe(true);
});

test("each country's pack has unlike codes, rates in order, and a law behind each", () => {
  for (const country of ["PE", "AR", "CL", "CO", "MX", "BR", "EC", "UY", "PY", "BO"]) {
    const pack = taxPackOf(country);
    expect(new Set(pack.map(({ code }) => code)).size).toBe(pack.length);
    for (const { rates } of pack) {
      expect(rates.map(({ from }) => from)).toEqual(rates.map(({ from }) => from).toSorted());
      expect(rates.every(({ source }) => source.length > 5)).toBe(true);
    }
  }
  expect(taxPackOf("US")).toHaveLength(1);
});
