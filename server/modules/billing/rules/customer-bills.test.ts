import fc from "fast-check";
import { expect, test } from "vitest";
import { totalOf } from "./bill";
import { type BillPolicy, planCustomer } from "./customer-bills";
import { BillingGap, type ChargeInput, type Lookups, type ServiceInput } from "./inputs";

const lookups: Lookups = {
  priceOn: () => ({ amount: "50", from: "2026-01-01", taxIncluded: true }),
  isTaxIncluded: () => true,
  taxOf: () => ({ code: "IGV", rate: "18", from: "2020-01-01" }),
};
const policy: BillPolicy = {
  ...{ through: "2027-03-01", prepaidLeadDays: 0, firstPartial: "alone", basis: "actual" },
  ...{ suspended: "skipFullySuspended", minimumMinor: () => 0 },
};
const term = { itemId: "i", itemName: "Fibra", quantity: "1", ownPrice: null, taxClassId: "t" };
const service = (over: Partial<ServiceInput> = {}): ServiceInput => ({
  ...{ id: "s", number: 1, label: "", currency: "PEN", priceBookId: null, businessUnitId: null },
  ...{ branchId: null, billingMode: "prepaid", intervalMonths: 1, anchorDay: 1, endsOn: null },
  ...{ startedOn: "2027-01-01", nextPeriodOn: "2027-03-01", held: [] },
  terms: [{ ...term, startsOn: "2027-01-01" }],
  ...over,
});
const charge = (over: Partial<ChargeInput> = {}): ChargeInput => ({
  ...{
    id: "c",
    serviceId: "s",
    kind: "charge",
    description: "Cargo",
    basis: "fixed",
    amount: "10",
  },
  ...{ quantity: "1", currency: "PEN", taxClassId: "t", taxIncluded: true, businessUnitId: null },
  ...{ recurring: false, startsOn: "2027-01-01", endsOn: null, cyclesLeft: null },
  ...{ remainingMinor: null, usedOn: [], explanation: {} },
  ...over,
});
const plan = (
  services: ServiceInput[],
  charges: ChargeInput[] = [],
  over: Partial<BillPolicy> = {},
) => planCustomer({ customerId: "k", services, charges }, { ...policy, ...over }, lookups);
const totals = (...given: Parameters<typeof plan>) => plan(...given).bills.map(totalOf);

test("whatever discounts and credits there are, no document is below zero, and a credit is used or left to the cent", () => {
  const amount = fc.integer({ min: -20_000, max: 20_000 }).map((n) => (n / 100).toFixed(2));
  const any = fc.record({
    amount,
    recurring: fc.boolean(),
    basis: fc.constantFrom("fixed" as const, "percent" as const),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), fc.integer({ min: 0, max: 3 }), (given, late) => {
      const charges = given.map((one, index) =>
        charge({ ...one, id: `c${index}`, kind: "discount" }),
      );
      const { bills } = plan(
        [service({ nextPeriodOn: `2027-0${3 - Math.min(late, 2)}-01` })],
        charges,
      );
      for (const bill of bills) {
        expect(totalOf(bill)).toBeGreaterThanOrEqual(0);
        for (const line of bill.lines) expect(line.netMinor + line.taxMinor).toBe(line.totalMinor);
      }
      for (const { id, amount: whole, recurring, basis } of charges) {
        if (recurring || basis === "percent" || !whole.startsWith("-")) continue;
        const uses = bills.flatMap(({ lines }) => lines.filter(({ chargeId }) => chargeId === id));
        const used = uses.reduce((sum, { explanation }) => sum + Number(explanation.usedMinor), 0);
        if (uses.length > 0)
          expect(used + Number(uses.at(-1)?.explanation.leftMinor)).toBe(
            Math.round(Number(whole) * 100),
          );
      }
    }),
  );
});

test("a credit larger than the document makes it zero and the rest is carried", () => {
  const { bills } = plan([service()], [charge({ amount: "-80" })]);
  expect(bills.map(totalOf)).toEqual([0]);
  expect(bills[0]?.lines[1]?.explanation).toMatchObject({ usedMinor: -5_000, leftMinor: -3_000 });
  expect(totals([service()], [charge({ amount: "-80", remainingMinor: -3_000 })])).toEqual([2_000]);
});

test("a discount ends by its cycles, also inside one late run, and by its day within a period", () => {
  const late = service({ nextPeriodOn: "2027-01-01" });
  const percent = charge({ basis: "percent", amount: "-10", recurring: true, kind: "discount" });
  expect(totals([late], [{ ...percent, cyclesLeft: 2 }])).toEqual([4_500, 4_500, 5_000]);
  const half = charge({ amount: "-31", recurring: true, kind: "discount", endsOn: "2027-03-11" });
  expect(totals([service()], [half])).toEqual([5_000 - 1_000]);
});

test("a period paused whole is skipped, paused in part is charged for the rest; soft policies differ for debt", () => {
  const held = (reason: string, from: string, to: string | null) => [{ reason, from, to }];
  expect(plan([service({ held: held("pause", "2027-02-01", null) })])).toMatchObject({
    ...{ bills: [], skips: [{ reason: "paused" }] },
  });
  const part = held("pause", "2027-03-11", "2027-03-21");
  expect(totals([service({ held: part })])).toEqual([3_387]);
  const debt = service({ held: held("debt", "2027-03-11", "2027-03-21") });
  expect(totals([debt])).toEqual([5_000]);
  expect(totals([debt], [], { suspended: "activeDays" })).toEqual([3_387]);
  const whole = service({ held: held("debt", "2027-01-01", null) });
  expect(totals([whole], [], { suspended: "all" })).toEqual([5_000]);
  expect(plan([whole]).skips).toMatchObject([{ reason: "suspended" }]);
});

test("two changes of plan in a month are three lines that are each charged their days", () => {
  const terms = ["2027-01-01", "2027-03-11", "2027-03-21"].map((startsOn) => ({
    ...term,
    startsOn,
  }));
  const { bills } = plan([service({ terms })]);
  expect(
    bills[0]?.lines.map(({ totalMinor, explanation }) => [totalMinor, explanation.days]),
  ).toEqual([
    [1_613, 10],
    [1_613, 10],
    [1_774, 11],
  ]);
});

test("a document below the minimum joins the next one, or waits with its period", () => {
  const minimumMinor = () => 6_000;
  expect(totals([service()], [], { minimumMinor })).toEqual([]);
  expect(totals([service({ nextPeriodOn: "2027-02-01" })], [], { minimumMinor })).toEqual([10_000]);
});

test("what is charged once goes with its service's next document, or by itself when none will come", () => {
  expect(totals([service()], [charge()])).toEqual([6_000]);
  expect(totals([service({ nextPeriodOn: "2027-04-01" })], [charge()])).toEqual([]);
  expect(totals([service({ nextPeriodOn: null })], [charge()])).toEqual([1_000]);
  expect(totals([], [charge({ serviceId: null, amount: "-10" })])).toEqual([]);
  expect(totals([service()], [charge({ startsOn: "2027-03-02" })])).toEqual([5_000]);
});

test("units and currencies keep documents apart, services of one unit share one", () => {
  const other = service({ id: "s2", number: 2 });
  expect(totals([service(), other])).toEqual([10_000]);
  expect(totals([service(), { ...other, businessUnitId: "u" }])).toEqual([5_000, 5_000]);
});

test("a service without a term is a gap of its customer, never a wrong document", () => {
  expect(() => plan([service({ terms: [] })])).toThrow(BillingGap);
});
