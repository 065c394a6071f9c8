import { expect, test } from "vitest";
import { explainLine } from "./explain-line";

const said = (explanation: Record<string, unknown>, kind = "recurring") =>
  explainLine({ kind, explanation }).map(({ key, values }) => [key, ...Object.entries(values)]);

test("a line says all that it knows, each with its values, in the order of the words", () => {
  const explanation = {
    ...{ fxRate: "3.75", fxOn: "2027-03-01", reason: "by hand", percent: "-10", quantity: "2" },
    ...{ periodStart: "2027-03-01", periodEnd: "2027-04-01", days: 10, ofDays: 31 },
    ...{ ownPrice: "50", price: "60", priceFrom: "2026-01-01", formula: "proration" },
    ...{ taxIncluded: false, taxRate: "18", taxCode: "IGV", taxRateFrom: "2011-03-01" },
  };
  const tax = Object.entries({ taxRate: "18", taxCode: "IGV", taxRateFrom: "2011-03-01" });
  expect(said(explanation)).toEqual([
    ["proration"],
    ["priceFrom", ["price", "60"], ["priceFrom", "2026-01-01"]],
    ["ownPrice", ["ownPrice", "50"]],
    ["quantity", ["quantity", "2"]],
    ["days", ["days", 10], ["ofDays", 31]],
    ["linePeriod", ["periodStart", "2027-03-01"], ["periodEnd", "2027-04-01"]],
    ["percent", ["percent", "-10"]],
    ["reason", ["reason", "by hand"]],
    ["fx", ["fxRate", "3.75"], ["fxOn", "2027-03-01"]],
    ["taxAdded", ...tax],
  ]);
  expect(said({ ...explanation, taxIncluded: true }).at(-1)).toEqual(["taxIncluded", ...tax]);
});

test("what is half known, empty, of another kind or a single piece is not said", () => {
  expect(said({ price: "60", days: 3, periodEnd: "2027-04-01", fxOn: "2027-04-01" })).toEqual([
    ["recurring"],
  ]);
  expect(said({ reason: "", percent: null, ownPrice: { a: 1 }, quantity: "1.00" })).toEqual([
    ["recurring"],
  ]);
  expect(said({ quantity: 3, formula: "nobody knows" }, "charge")).toEqual([
    ["charge"],
    ["quantity", ["quantity", 3]],
  ]);
});
