import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, addMonths, monthDay } from "@/server/kernel/day";
import { type Cycle, nextDue, periodFrom, periodsDue } from "./periods";

const alone = { prepaidLeadDays: 0, firstPartial: "alone" } as const;
const cycle = (over: Partial<Cycle> = {}): Cycle => ({
  billingMode: "prepaid",
  intervalMonths: 1,
  anchorDay: 1,
  startedOn: "2027-01-01",
  endsOn: null,
  ...over,
});
const spans = (periods: ReturnType<typeof periodsDue>) =>
  periods.map(({ start, end }) => `${start}/${end}`);

test("an anchor on the 31st falls on each month's last day and never chains from a short one", () => {
  const of = cycle({ anchorDay: 31, startedOn: "2027-01-31" });
  expect(spans(periodsDue(of, "2027-01-31", "2027-05-01", alone))).toEqual([
    "2027-01-31/2027-02-28",
    "2027-02-28/2027-03-31",
    "2027-03-31/2027-04-30",
    "2027-04-30/2027-05-31",
  ]);
});

test("29 February: an anchor on the 29th and the 30th uses it in a leap year, the 28th in others", () => {
  const of = cycle({ anchorDay: 29, startedOn: "2028-01-29" });
  expect(spans(periodsDue(of, "2028-01-29", "2028-03-01", alone))).toEqual([
    "2028-01-29/2028-02-29",
    "2028-02-29/2028-03-29",
  ]);
  expect(periodFrom(cycle({ anchorDay: 30 }), "2027-02-28", alone)?.end).toBe("2027-03-30");
});

test("a start between anchors is billed up to the next one, alone or with the first whole period", () => {
  const of = cycle({ startedOn: "2027-01-10", billingMode: "prepaid" });
  const [part, whole] = periodsDue(of, "2027-01-10", "2027-02-01", alone);
  expect(part).toEqual({
    ...{ start: "2027-01-10", end: "2027-02-01", billOn: "2027-01-10" },
    ...{ wholeStart: "2027-01-01", wholeEnd: "2027-02-01" },
  });
  expect(whole).toMatchObject({ start: "2027-02-01", end: "2027-03-01", billOn: "2027-02-01" });
  const merged = { ...alone, firstPartial: "merged" } as const;
  expect(periodsDue(of, "2027-01-10", "2027-01-31", merged)).toEqual([]);
  expect(periodsDue(of, "2027-01-10", "2027-02-01", merged).map(({ billOn }) => billOn)).toEqual([
    "2027-02-01",
    "2027-02-01",
  ]);
});

test("prepaid falls due at its start less the lead, postpaid at its end", () => {
  expect(nextDue(cycle(), "2027-03-01", { ...alone, prepaidLeadDays: 5 }).nextBillOn).toBe(
    "2027-02-24",
  );
  expect(nextDue(cycle({ billingMode: "postpaid" }), "2027-03-01", alone).nextBillOn).toBe(
    "2027-04-01",
  );
});

test("a service that ends is billed to its last day and never again", () => {
  const of = cycle({ billingMode: "postpaid", endsOn: "2027-02-11" });
  expect(spans(periodsDue(of, "2027-01-01", "2027-12-31", alone))).toEqual([
    "2027-01-01/2027-02-01",
    "2027-02-01/2027-02-11",
  ]);
  expect(periodsDue(of, "2027-01-01", "2027-12-31", alone)[1]?.billOn).toBe("2027-02-11");
  expect(nextDue(of, "2027-02-11", alone)).toEqual({ nextPeriodOn: null, nextBillOn: null });
});

test("three months without a run are three periods, and a moved bill day one short one between", () => {
  expect(periodsDue(cycle(), "2027-01-01", "2027-03-15", alone)).toHaveLength(3);
  const moved = cycle({ anchorDay: 15 });
  expect(spans(periodsDue(moved, "2027-03-01", "2027-03-15", alone))).toEqual([
    "2027-03-01/2027-03-15",
    "2027-03-15/2027-04-15",
  ]);
});

test("periods follow one another without a gap, each ends on its anchor, for every anchor and interval", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000 }),
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 1, max: 24 }),
      fc.constantFrom("prepaid" as const, "postpaid" as const),
      (offset, anchorDay, intervalMonths, billingMode) => {
        const startedOn = addDays("2020-01-01", offset);
        const of = cycle({ anchorDay, intervalMonths, billingMode, startedOn });
        const due = periodsDue(of, startedOn, addMonths(startedOn, 60, 28), alone);
        let at = startedOn;
        for (const { start, end, wholeStart, wholeEnd } of due) {
          expect(start).toBe(at);
          expect(end).toBe(monthDay(end, anchorDay));
          expect(wholeEnd).toBe(end);
          expect(wholeStart <= start && start < end).toBe(true);
          if (start !== startedOn)
            expect(addMonths(wholeStart, intervalMonths, anchorDay)).toBe(wholeEnd);
          at = end;
        }
      },
    ),
  );
});
