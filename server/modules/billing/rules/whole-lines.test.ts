import { expect, test } from "vitest";
import { totalOf } from "./bill";
import { type BillPolicy, planCustomer } from "./customer-bills";
import type { ChargeInput, Lookups, ServiceInput } from "./inputs";

/** Lines to the last field: what a document says of itself is read years later. */
const lookups: Lookups = {
  priceOn: () => ({ amount: "50.00", from: "2026-01-01", taxIncluded: true }),
  isTaxIncluded: () => false,
  taxOf: (id) => ({
    code: id === "t" ? "IGV" : "EXO",
    rate: id === "t" ? "18.0000" : "0",
    from: "2020-01-01",
  }),
};
const policy: BillPolicy = {
  ...{ through: "2027-04-01", prepaidLeadDays: 0, firstPartial: "alone", basis: "actual" },
  ...{ suspended: "skipFullySuspended", minimumMinor: () => 0 },
};
const term = { itemId: "i", itemName: "Fibra", quantity: "1.0", ownPrice: null, taxClassId: "t" };
const service = (over: Partial<ServiceInput> = {}): ServiceInput => ({
  ...{ id: "s", number: 1, label: "", currency: "PEN", priceBookId: null, businessUnitId: "u" },
  ...{ branchId: "b", billingMode: "prepaid", intervalMonths: 1, anchorDay: 1, endsOn: null },
  ...{ startedOn: "2027-01-01", nextPeriodOn: "2027-04-01", held: [] },
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
    amount: "10.00",
  },
  ...{ quantity: "2.0", currency: "PEN", taxClassId: "t", taxIncluded: true, businessUnitId: null },
  ...{ recurring: false, startsOn: "2027-01-01", endsOn: null, cyclesLeft: null },
  ...{ remainingMinor: null, usedOn: [], explanation: { why: "hand" } },
  ...over,
});
const plan = (
  services: ServiceInput[],
  charges: ChargeInput[] = [],
  over: Partial<BillPolicy> = {},
) => planCustomer({ customerId: "k", services, charges }, { ...policy, ...over }, lookups);
const linesOf = (...given: Parameters<typeof plan>) =>
  plan(...given).bills.flatMap(({ lines }) => lines);
const totals = (...given: Parameters<typeof plan>) => plan(...given).bills.map(totalOf);

const place = { periodStart: "2027-04-01", periodEnd: "2027-05-01" };
const of = { businessUnitId: "u", branchId: "b" };
const igv = { taxRate: "18", taxCode: "IGV" };

test("a whole period says price, since when, quantity, period and tax", () => {
  expect(linesOf([service()])).toEqual([
    {
      ...{ kind: "recurring", serviceId: "s", itemId: "i", chargeId: null, description: "Fibra" },
      ...{ netMinor: 4_237, taxMinor: 763, totalMinor: 5_000, quantity: "1", unitPrice: "50" },
      ...{ ...igv, taxIncluded: true, ...place, ...of },
      explanation: {
        ...{ formula: "fullPeriod", price: "50", priceFrom: "2026-01-01", quantity: "1" },
        ...{ ...place, taxIncluded: true, ...igv, taxRateFrom: "2020-01-01" },
      },
    },
  ]);
});

test("a part of a period says its days of how many, and which were not charged", () => {
  const own = { ...term, ownPrice: "30.50", startsOn: "2027-01-01" };
  const held = [{ reason: "pause", from: "2027-04-11", to: "2027-04-21" }];
  expect(linesOf([service({ label: "Casa", terms: [own], held })])).toEqual([
    {
      ...{ kind: "proration", serviceId: "s", itemId: "i", chargeId: null },
      ...{ description: "Fibra · Casa", netMinor: 2_034, taxMinor: 366, totalMinor: 2_400 },
      ...{ quantity: "1", unitPrice: "30.5", ...igv, taxIncluded: false, ...place, ...of },
      explanation: {
        ...{ formula: "proration", price: "30.5", ownPrice: "30.5", quantity: "1", ...place },
        ...{ taxIncluded: false, ...igv, taxRateFrom: "2020-01-01" },
        ...{ days: 20, ofDays: 30, basis: "actual", notCharged: held },
        spans: [
          { from: "2027-04-01", to: "2027-04-11" },
          { from: "2027-04-21", to: "2027-05-01" },
        ],
        ...{ wholeStart: "2027-04-01", wholeEnd: "2027-05-01" },
      },
    },
  ]);
});

test("a charge that comes back says its own price and quantity, and its days where it is a part", () => {
  const whole = charge({ recurring: true, taxClassId: "x" });
  const base = {
    ...{ kind: "charge", serviceId: "s", itemId: null, chargeId: "c", description: "Cargo" },
    ...{ quantity: "2", unitPrice: "10", taxRate: "0", taxCode: "EXO", taxIncluded: true },
    ...{ ...place, ...of },
  };
  const said = {
    ...{ price: "10", quantity: "2", why: "hand", taxIncluded: true, taxRate: "0" },
    ...{ taxCode: "EXO", taxRateFrom: "2020-01-01" },
  };
  expect(linesOf([service()], [whole])[1]).toEqual({
    ...{ ...base, netMinor: 2_000, taxMinor: 0, totalMinor: 2_000 },
    explanation: { ...said, formula: "fixed", usedMinor: 2_000 },
  });
  expect(linesOf([service()], [{ ...whole, startsOn: "2027-04-16" }])[1]).toEqual({
    ...{ ...base, netMinor: 1_000, taxMinor: 0, totalMinor: 1_000 },
    explanation: {
      ...{ ...said, formula: "fixedTimesDays", usedMinor: 1_000 },
      ...{ days: 15, ofDays: 30, basis: "actual" },
      spans: [{ from: "2027-04-16", to: "2027-05-01" }],
    },
  });
});

test("a share of the lines bears their tax and says of how much it is", () => {
  const percent = charge({ kind: "discount", basis: "percent", amount: "-10", recurring: true });
  const said = {
    ...{ formula: "percentOfLines", why: "hand", percent: "-10", ofMinor: 5_000, usedMinor: -500 },
    ...{ taxIncluded: true, ...igv },
  };
  const line = {
    ...{ kind: "discount", serviceId: "s", itemId: null, chargeId: "c", description: "Cargo" },
    ...{ netMinor: -424, taxMinor: -76, totalMinor: -500, quantity: "1", unitPrice: "-5" },
    ...{ ...igv, taxIncluded: true, ...of },
  };
  expect(linesOf([service()], [percent])[1]).toEqual({
    ...{ ...line, ...place, explanation: { ...said, taxRateFrom: "2020-01-01" } },
  });
  const once = { ...percent, recurring: false };
  expect(linesOf([service()], [once])[1]).toEqual({
    ...{ ...line, periodStart: "2027-04-01", periodEnd: null },
    explanation: { ...said, leftMinor: 0 },
  });
});

test("what comes back is not charged twice for a period, beyond its cycles or outside its days", () => {
  const fee = charge({ recurring: true, quantity: "1" });
  expect(totals([service()], [fee])).toEqual([6_000]);
  expect(totals([service()], [{ ...fee, usedOn: ["2027-04-01"] }])).toEqual([5_000]);
  expect(totals([service()], [{ ...fee, cyclesLeft: 0 }])).toEqual([5_000]);
  expect(totals([service()], [{ ...fee, startsOn: "2027-05-01" }])).toEqual([5_000]);
  expect(totals([service()], [{ ...fee, endsOn: "2027-04-01" }])).toEqual([5_000]);
  expect(totals([service()], [{ ...fee, serviceId: "other" }])).toEqual([5_000]);
});

const once = (over: Partial<ChargeInput> = {}) => charge({ quantity: "1", ...over });
const two = [service(), service({ id: "z", number: 2, businessUnitId: "v" })];

test("a charge once says what it is and stands on its service's document, its unit's, or the first", () => {
  expect(linesOf([service()], [once()])[1]).toEqual({
    ...{ kind: "charge", serviceId: "s", itemId: null, chargeId: "c", description: "Cargo" },
    ...{ netMinor: 847, taxMinor: 153, totalMinor: 1_000, quantity: "1", unitPrice: "10" },
    ...{ ...igv, taxIncluded: true, periodStart: "2027-04-01", periodEnd: null, ...of },
    explanation: {
      ...{ price: "10", quantity: "1", formula: "fixed", why: "hand", usedMinor: 1_000 },
      ...{ leftMinor: 0, taxIncluded: true, ...igv, taxRateFrom: "2020-01-01" },
    },
  });
  expect(totals(two, [once({ serviceId: "z" })])).toEqual([5_000, 6_000]);
  expect(totals(two, [once({ serviceId: null, businessUnitId: "v" })])).toEqual([5_000, 6_000]);
  expect(totals(two, [once({ serviceId: null })])).toEqual([6_000, 5_000]);
});

test("a charge once goes with the first document from its day on, or the last there is; not before its day", () => {
  const late = service({ nextPeriodOn: "2027-02-01" });
  expect(totals([late], [once({ startsOn: "2027-02-15" })])).toEqual([5_000, 6_000, 5_000]);
  expect(totals([late], [once({ startsOn: "2027-02-01" })])).toEqual([6_000, 5_000, 5_000]);
  expect(totals([service()], [once({ startsOn: "2027-04-01" })])).toEqual([6_000]);
  expect(totals([service()], [once({ startsOn: "2027-04-02" })])).toEqual([5_000]);
  const post = service({ billingMode: "postpaid", nextPeriodOn: "2027-02-01" });
  expect(totals([post], [once({ startsOn: "2027-04-01" })], { through: "2027-04-15" })).toEqual([
    5_000, 6_000,
  ]);
});

test("where no document will come, a charge makes its own; where one will, it waits for it", () => {
  const ended = service({ nextPeriodOn: "2027-05-01", endsOn: "2027-04-01" });
  const { bills } = plan([ended], [once()]);
  expect(bills).toMatchObject([
    { key: "k:PEN:2027-04-01:u", currency: "PEN", billOn: "2027-04-01", businessUnitId: "u" },
  ]);
  expect(totals([{ ...ended, endsOn: "2027-04-02" }], [once()])).toEqual([]);
  expect(totals([service({ nextPeriodOn: "2027-05-01" })], [once()])).toEqual([]);
  expect(totals([service({ nextPeriodOn: "2027-05-01" })], [once({ serviceId: null })])).toEqual(
    [],
  );
  expect(totals([service({ nextPeriodOn: "2027-05-01" })], [once({ currency: "USD" })])).toEqual([
    1_000,
  ]);
  expect(totals([service({ id: "z", nextPeriodOn: "2027-05-01" })], [once()])).toEqual([1_000]);
  expect(totals([], [once({ serviceId: null, businessUnitId: "w" })])).toEqual([1_000]);
});

test("a charge in another currency never stands on this document", () => {
  expect(
    plan([service()], [once({ currency: "USD", serviceId: null })]).bills.map((bill) => [
      ...[bill.currency, totalOf(bill)],
    ]),
  ).toEqual([
    ["PEN", 5_000],
    ["USD", 1_000],
  ]);
  expect(totals([service()], [once({ currency: "USD", amount: "-10" })])).toEqual([5_000]);
});

test("a credit goes over the documents, oldest first, once each, and says what is left of it", () => {
  const late = service({ nextPeriodOn: "2027-03-01" });
  const credit = once({ amount: "-70", kind: "credit" });
  expect(totals([late], [credit])).toEqual([0, 3_000]);
  const said = linesOf([late], [credit]).filter(({ kind }) => kind === "credit");
  expect(said.map(({ explanation }) => explanation)).toEqual(
    [
      { usedMinor: -5_000, leftMinor: -2_000 },
      { usedMinor: -2_000, leftMinor: 0 },
    ].map((used) => ({
      ...{ price: "-70", quantity: "1", formula: "credit", why: "hand", ...used },
      ...{ taxIncluded: true, ...igv, taxRateFrom: "2020-01-01" },
    })),
  );
  expect(said[1]).toMatchObject({
    ...{ quantity: "1", unitPrice: "-70", ...igv, periodStart: "2027-04-01", ...of },
    ...{ netMinor: -1_695, taxMinor: -305, totalMinor: -2_000 },
  });
  expect(totals([late], [{ ...credit, usedOn: ["2027-03-01"] }])).toEqual([5_000, 0]);
  expect(totals([late], [{ ...credit, remainingMinor: 0 }])).toEqual([5_000, 5_000]);
  expect(totals([late], [{ ...credit, startsOn: "2027-04-02" }])).toEqual([5_000, 5_000]);
});

test("a share off once is of its service's lines, or of all, and never takes a document below zero", () => {
  const off = once({ basis: "percent", amount: "-50", kind: "discount" });
  const pair = [service(), service({ id: "z", number: 2 })];
  expect(totals(pair, [off])).toEqual([7_500]);
  expect(totals(pair, [{ ...off, serviceId: null }])).toEqual([5_000]);
  expect(totals([service()], [{ ...off, amount: "-100" }])).toEqual([0]);
  expect(totals([service()], [{ ...off, amount: "-101" }])).toEqual([5_000]);
  expect(totals([service()], [once(), { ...off, id: "d" }])).toEqual([3_500]);
  expect(totals([], [off])).toEqual([]);
  const paused = service({ held: [{ reason: "pause", from: "2027-04-16", to: null }] });
  expect(totals([paused], [off])).toEqual([1_250]);
  expect(totals([service()], [{ ...off, amount: "20", kind: "charge" }])).toEqual([6_000]);
});

test("services come in the order of their numbers, documents in that of their days", () => {
  const early = service({ id: "z", number: 2, nextPeriodOn: "2027-03-01", businessUnitId: "u" });
  const { bills } = plan([early, service()]);
  expect(
    bills.map(({ billOn, lines }) => [billOn, lines.map(({ serviceId }) => serviceId)]),
  ).toEqual([
    ["2027-03-01", ["z"]],
    ["2027-04-01", ["s", "z"]],
  ]);
});

test("a period is not passed over while an earlier one of its service waits for a larger document", () => {
  const held = [{ reason: "pause", from: "2027-04-01", to: null }];
  const given = service({ nextPeriodOn: "2027-03-01", held });
  expect(plan([given], [], { minimumMinor: () => 9_000 })).toEqual({ bills: [], skips: [] });
  expect(plan([given]).skips).toMatchObject([
    { reason: "paused", period: { start: "2027-04-01" } },
  ]);
});

test("what is held is told apart: paused whole, suspended whole, beside the period not at all", () => {
  const held = (reason: string, from: string, to: string | null) => ({ reason, from, to });
  const both = [held("pause", "2027-04-01", "2027-04-16"), held("debt", "2027-04-16", null)];
  expect(plan([service({ held: both })]).skips).toMatchObject([{ reason: "suspended" }]);
  const beside = [held("pause", "2027-03-01", "2027-04-01"), held("pause", "2027-05-01", null)];
  expect(linesOf([service({ held: beside })])[0]?.explanation).not.toHaveProperty("notCharged");
});

test("a credit that its document bears exactly is used up by it; a document of nothing takes none", () => {
  const exact = once({ amount: "-50", kind: "credit" });
  expect(totals([service()], [exact])).toEqual([0]);
  expect(linesOf([service()], [exact])).toHaveLength(2);
  expect(linesOf([service()], [exact, { ...exact, id: "d" }])).toHaveLength(2);
});

test("of a document that several services share, a share off for one of them is of its lines alone", () => {
  const pair = [service(), service({ id: "z", number: 2 })];
  const off = once({ basis: "percent", amount: "-10", serviceId: "z", kind: "discount" });
  expect(linesOf(pair, [off]).at(-1)?.explanation).toMatchObject({ ofMinor: 5_000 });
  const apart = [service(), service({ id: "z", number: 2, businessUnitId: "v" })];
  expect(totals(apart, [off])).toEqual([5_000, 4_500]);
});
