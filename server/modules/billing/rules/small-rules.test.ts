import { expect, test } from "vitest";
import { type Bill, billKey } from "./bill";
import { capDiscounts } from "./cap-discounts";
import type { PlannedLine } from "./inputs";
import { joinSmall } from "./join-small";
import { lateFeeAmount, lateFeeText } from "./late-fee";
import { sumLines } from "./line-amounts";
import { MAX_PERIODS, periodFrom, periodsDue } from "./periods";
import { reconnectionText } from "./reconnection-text";
import { overlap, plain, within, without } from "./spans";
import { untilHour } from "./until-hour";

const line = (totalMinor: number, over: Partial<PlannedLine> = {}): PlannedLine => ({
  ...{ kind: "recurring", serviceId: "s", itemId: "i", chargeId: null, description: "" },
  ...{ netMinor: totalMinor, taxMinor: 0, totalMinor, quantity: "1", unitPrice: "1" },
  ...{ taxRate: "0", taxCode: "EX", taxIncluded: true, periodStart: null, periodEnd: null },
  ...{ businessUnitId: null, branchId: null, explanation: { formula: "fixed" } },
  ...over,
});
const bill = (totals: number[], over: Partial<Bill> = {}): Bill => ({
  ...{ key: totals.join(), currency: "PEN", billOn: "2027-03-01", businessUnitId: null },
  lines: totals.map((total) => line(total)),
  ...over,
});
const totals = ({ lines }: Bill) => lines.map(({ totalMinor }) => totalMinor);

test("a late fee is its amount, or its share of what is open in the currency's digits", () => {
  const fixed = { basis: "fixed", amount: "5.00", percent: "0" } as never;
  const share = { basis: "percent", percent: "2.5", amount: "0" } as never;
  expect(lateFeeAmount(fixed, 10_000, "PEN")).toBe("5.00");
  expect(lateFeeAmount(share, 10_020, "PEN")).toBe("2.51");
  expect(lateFeeAmount(share, 10_020, "CLP")).toBe("251");
  expect([lateFeeText("en", "F-1"), lateFeeText("pt", "F-1"), lateFeeText("fr", "F-1")]).toEqual([
    "Late fee · F-1",
    "Multa por atraso · F-1",
    "Recargo por mora · F-1",
  ]);
  expect(["es", "en", "pt", "fr"].map((locale) => reconnectionText(locale, "Casa"))).toEqual([
    "Reconexión · Casa",
    "Reconnection · Casa",
    "Religação · Casa",
    "Reconexión · Casa",
  ]);
});

test("the tenant's hour is waited for until the minute, and not once it has struck", () => {
  const at = (text: string) => new Date(`2027-03-01T${text}Z`);
  expect(untilHour("America/Lima", at("10:30:00"), 6)).toEqual(at("11:00:00"));
  expect(untilHour("America/Lima", at("11:00:00"), 6)).toBeUndefined();
  expect(untilHour("America/Lima", at("10:59:00"), 6)).toEqual(at("11:00:00"));
  expect(untilHour("America/Lima", at("12:20:00"), 6)).toBeUndefined();
  expect(untilHour("America/Lima", at("05:00:00"), 6)).toEqual(at("11:00:00"));
  expect(untilHour("America/Lima", at("05:30:00"), 0)).toBeUndefined();
});

test("lines are summed amount by amount", () => {
  const one = { netMinor: 100, taxMinor: 18, totalMinor: 118 };
  const credit = { netMinor: -50, taxMinor: -9, totalMinor: -59 };
  expect(sumLines([one, one, credit])).toEqual({ netMinor: 150, taxMinor: 27, totalMinor: 177 });
  expect(sumLines([])).toEqual({ netMinor: 0, taxMinor: 0, totalMinor: 0 });
});

test("customer, currency, day and unit keep two documents apart", () => {
  const of = { customerId: "k", currency: "PEN", billOn: "2027-03-01", businessUnitId: null };
  expect(billKey(of)).toBe("k:PEN:2027-03-01:-");
  expect(billKey({ ...of, businessUnitId: "u" })).toBe("k:PEN:2027-03-01:u");
});

test("discounts beyond the document are cut from the last one back, to zero and no further", () => {
  const three = bill([1_000, -700, -600, 200]);
  capDiscounts(three);
  expect(totals(three)).toEqual([1_000, -700, -500, 200]);
  expect(three.lines[2]?.explanation).toEqual({
    ...{ formula: "fixed", usedMinor: -500, cappedFromMinor: -600 },
  });
  const deep = bill([1_000, -700, -600, -400]);
  capDiscounts(deep);
  expect(totals(deep)).toEqual([1_000, -700, -300, 0]);
  const first = bill([-700, 500]);
  capDiscounts(first);
  expect(totals(first)).toEqual([-500, 500]);
  const whole = bill([1_000, -1_000]);
  const before = [...whole.lines];
  capDiscounts(whole);
  expect(whole.lines).toEqual(before);
});

test("what is cut of a discount with the tax outside is said without the tax", () => {
  const taxed = { taxRate: "18", taxIncluded: false };
  const given = bill([]);
  given.lines.push(line(1_180, taxed), line(-2_360, taxed));
  capDiscounts(given);
  expect(given.lines[1]).toMatchObject({
    ...{ netMinor: -1_000, taxMinor: -180, totalMinor: -1_180 },
    explanation: { usedMinor: -1_000, cappedFromMinor: -2_360 },
  });
});

test("a small document waits for the next of its currency and unit; one at the minimum, at zero or alone does not", () => {
  const join = (...bills: Bill[]) => joinSmall(bills, () => 500).map(totals);
  expect(join(bill([300]), bill([400]), bill([100]))).toEqual([[300, 400]]);
  expect(join(bill([500]), bill([499]))).toEqual([[500]]);
  expect(join(bill([0]), bill([600]))).toEqual([[0], [600]]);
  expect(join(bill([300]), bill([300], { currency: "USD" }), bill([900]))).toEqual([[300, 900]]);
  expect(join(bill([300]), bill([900], { businessUnitId: "u" }), bill([100]))).toEqual([[900]]);
  expect(join(bill([100]), bill([100]), bill([400]), bill([700]))).toEqual([
    [100, 100, 400],
    [700],
  ]);
  const currencies: string[] = [];
  joinSmall([bill([1], { currency: "CLP" })], (currency) => currencies.push(currency));
  expect(currencies).toEqual(["CLP"]);
});

test("days are cut out of days: beside them nothing changes, at the edge nothing is left over", () => {
  const span = { from: "2027-03-05", to: "2027-03-15" };
  const left = (from: string, to: string | null) =>
    without(span, [{ from: `2027-03-${from}`, to: to && `2027-03-${to}` }]).map(
      (one) => `${one.from.slice(8)}-${one.to.slice(8)}`,
    );
  expect([left("01", "05"), left("15", "20"), left("01", "03"), left("18", null)]).toEqual(
    Array.from({ length: 4 }, () => ["05-15"]),
  );
  expect([left("07", "09"), left("05", "09"), left("10", null), left("01", "20")]).toEqual([
    ["05-07", "09-15"],
    ["09-15"],
    ["05-10"],
    [],
  ]);
  expect(within([span, { from: "2027-03-20", to: "2027-03-25" }], span)).toEqual([span]);
  expect(overlap(span, { from: "2027-03-10", to: "2027-03-12" })).toEqual({
    ...{ from: "2027-03-10", to: "2027-03-12" },
  });
  expect([plain("59.9000"), plain("100"), plain("0.000001")]).toEqual(["59.9", "100", "0.000001"]);
});

test("a first part is merged only where the service began between two anchors", () => {
  const merged = { prepaidLeadDays: 0, firstPartial: "merged" } as const;
  const cycle = {
    ...({ billingMode: "prepaid", intervalMonths: 1, anchorDay: 1, endsOn: null } as const),
  };
  const billOn = (startedOn: string, start: string, over = {}) =>
    periodFrom({ ...cycle, startedOn, ...over }, start, merged)?.billOn;
  expect(billOn("2027-01-10", "2027-01-10")).toBe("2027-02-01");
  expect(billOn("2027-01-01", "2027-01-01")).toBe("2027-01-01");
  expect(billOn("2027-01-01", "2027-01-10")).toBe("2027-01-10");
  expect(billOn("2027-01-10", "2027-01-10", { endsOn: "2027-01-20" })).toBe("2027-01-10");
});

test("more periods at once than can be true are refused, as many as can be are not", () => {
  const of = {
    ...({ billingMode: "prepaid", intervalMonths: 1, anchorDay: 1, endsOn: null } as const),
    startedOn: "2007-01-01",
  };
  const alone = { prepaidLeadDays: 0, firstPartial: "alone" } as const;
  expect(periodsDue(of, "2007-01-01", "2026-12-01", alone)).toHaveLength(MAX_PERIODS);
  expect(() => periodsDue(of, "2007-01-01", "2027-01-01", alone)).toThrow(
    "more periods due than can be true",
  );
  expect(periodsDue(of, null, "2027-01-01", alone)).toEqual([]);
});
