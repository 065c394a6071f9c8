import { expect, test } from "vitest";
import { creditParts, earlyTerminationFee, planChangeParts } from "./plan-change";

const april = {
  ...{ start: "2027-04-01", end: "2027-05-01" },
  ...{ wholeStart: "2027-04-01", wholeEnd: "2027-05-01" },
};
const slow = { itemName: "Fibra 100", wholeMinor: 3_000 };
const quick = { itemName: "Fibra 300", wholeMinor: 6_000 };

test("a change in the middle of a billed month gives back the old plan's days and charges the new one's", () => {
  const change = { day: "2027-04-11", from: slow, to: quick, basis: "actual" as const };
  expect(planChangeParts([april], change)).toEqual([
    {
      ...{ kind: "credit", itemName: "Fibra 100", wholeMinor: 3_000, amountMinor: -2_000 },
      ...{ from: "2027-04-11", to: "2027-05-01", days: 20, ofDays: 30 },
    },
    {
      ...{ kind: "charge", itemName: "Fibra 300", wholeMinor: 6_000, amountMinor: 4_000 },
      ...{ from: "2027-04-11", to: "2027-05-01", days: 20, ofDays: 30 },
    },
  ]);
});

test("before the billed days the whole is changed, after them nothing, and for the same price nothing", () => {
  const change = { from: slow, to: quick, basis: "actual" as const };
  const amounts = (day: string, to = quick) =>
    planChangeParts([april], { ...change, to, day }).map(({ amountMinor }) => amountMinor);
  expect(amounts("2027-03-15")).toEqual([-3_000, 6_000]);
  expect(amounts("2027-05-01")).toEqual([]);
  expect(amounts("2027-04-30")).toEqual([-100, 200]);
  expect(amounts("2027-04-11", { itemName: "Otro", wholeMinor: 3_000 })).toEqual([]);
  expect(amounts("2027-04-11", { itemName: "Gratis", wholeMinor: 0 })).toEqual([-2_000]);
});

test("a part of a period that was billed is given back in the whole period's days, on its basis", () => {
  const part = { ...april, start: "2027-04-16" };
  const of = { from: "2027-04-01", to: null, costs: slow, basis: "actual" as const };
  expect(creditParts([part], of)).toMatchObject([
    { kind: "credit", from: "2027-04-16", amountMinor: -1_500, days: 15, ofDays: 30 },
  ]);
  expect(creditParts([april], { ...of, to: "2027-04-04" })).toMatchObject([
    { to: "2027-04-04", amountMinor: -300, days: 3 },
  ]);
  const may = { ...april, start: "2027-05-01", end: "2027-06-01" };
  const thirty = { ...may, wholeStart: "2027-05-01", wholeEnd: "2027-06-01" };
  expect(
    creditParts([thirty], { ...of, from: "2027-05-16", basis: "thirty" }).map(
      ({ amountMinor, days, ofDays }) => [amountMinor, days, ofDays],
    ),
  ).toEqual([[-1_500, 15, 30]]);
});

test("nothing is given back of what was not billed, cost nothing, or lies outside the days asked for", () => {
  const of = { from: "2027-04-10", to: "2027-04-20", costs: slow, basis: "actual" as const };
  expect(creditParts([], of)).toEqual([]);
  expect(creditParts([april], { ...of, costs: { ...slow, wholeMinor: 0 } })).toEqual([]);
  expect(creditParts([april], { ...of, to: "2027-04-10" })).toEqual([]);
  const june = { ...april, start: "2027-06-01", end: "2027-07-01" };
  expect(creditParts([june], of)).toEqual([]);
  expect(creditParts([april], { ...of, from: "2027-03-01", to: "2027-06-01" })).toMatchObject([
    { from: "2027-04-01", to: "2027-05-01", amountMinor: -3_000 },
  ]);
});

test("leaving early costs the share of each whole month that is left of the commitment", () => {
  const of = {
    commitmentEndsOn: "2027-12-31",
    percent: "50",
    wholeMinor: 6_000,
    intervalMonths: 1,
  };
  expect(earlyTerminationFee({ ...of, onDay: "2027-10-15" })).toEqual({
    months: 2,
    amountMinor: 6_000,
  });
  expect(earlyTerminationFee({ ...of, onDay: "2027-10-31" })).toMatchObject({ months: 2 });
  expect(earlyTerminationFee({ ...of, onDay: "2027-12-01" })).toEqual({
    months: 0,
    amountMinor: 0,
  });
  expect(
    earlyTerminationFee({ ...of, onDay: "2027-11-30", commitmentEndsOn: "2027-12-30" }),
  ).toEqual({ months: 1, amountMinor: 3_000 });
  expect(earlyTerminationFee({ ...of, onDay: "2027-10-15", intervalMonths: 12 })).toEqual({
    months: 2,
    amountMinor: 500,
  });
});

test("without a commitment, without a share, and from its last day on leaving costs nothing", () => {
  const of = { onDay: "2027-06-01", percent: "50", wholeMinor: 6_000, intervalMonths: 1 };
  const none = { months: 0, amountMinor: 0 };
  expect(earlyTerminationFee({ ...of, commitmentEndsOn: null })).toEqual(none);
  expect(earlyTerminationFee({ ...of, commitmentEndsOn: "2028-06-01", percent: null })).toEqual(
    none,
  );
  expect(earlyTerminationFee({ ...of, commitmentEndsOn: "2027-06-01" })).toEqual(none);
  expect(earlyTerminationFee({ ...of, commitmentEndsOn: "2027-07-01" }).months).toBe(1);
});
