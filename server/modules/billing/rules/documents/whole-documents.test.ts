import { expect, test } from "vitest";
import { type CreditableLine, creditLines, type CreditOf } from "./credit-lines";
import { documentLegs, settlementLegs } from "./legs";
import { creditNoteMachine, creditStateOf, documentMachine, paymentMachine } from "./machines";

test("the states of documents, notes and payments are these and no others", () => {
  expect(documentMachine).toEqual({
    draft: { edit: "draft", approve: "approved", finalize: "finalized", delete: "deleted" },
    approved: { edit: "draft", finalize: "finalized", delete: "deleted" },
    finalized: { credit: "finalized", writeOff: "finalized", void: "voided" },
    ...{ voided: {}, deleted: {} },
  });
  expect(creditNoteMachine).toEqual({
    draft: { finalize: "finalized", delete: "deleted" },
    finalized: { apply: "finalized", refund: "finalized", void: "voided" },
    ...{ voided: {}, deleted: {} },
  });
  const giveBack = { refundPart: "partiallyRefunded", refundAll: "refunded" };
  expect(paymentMachine).toEqual({
    recorded: { verify: "verified", bounce: "bounced", allocate: "recorded", ...giveBack },
    verified: { bounce: "bounced", allocate: "verified", ...giveBack },
    partiallyRefunded: { ...giveBack, allocate: "partiallyRefunded" },
    ...{ bounced: {}, refunded: {} },
  });
});

test("a credit note's money is there, partly used, used, or gone with the note", () => {
  const of = (left: number, status = "finalized") => creditStateOf(status, left, 100);
  expect([of(100), of(99), of(0), of(100, "voided"), of(0, "voided")]).toEqual([
    ...["available", "partlyUsed", "consumed", "voided", "voided"],
  ]);
});

const fx = (currency: string, rate: string) => ({ currency, baseCurrency: "PEN", rate });

test("a document's legs: the whole, each account by unit and branch once, rounding with the largest, nothing empty", () => {
  const share = (account: "revenue" | "tax", amountMinor: number, unit: string | null = "u") => ({
    ...{ account, amountMinor, businessUnitId: unit, branchId: unit && "b" },
  });
  const legs = documentLegs(
    "k",
    fx("USD", "3.333"),
    { account: "receivable", amountMinor: 1_003 },
    [
      ...[share("tax", -3), share("revenue", -400), share("revenue", -301)],
      ...[share("revenue", -299, null), share("tax", 50, null), share("tax", -50, null)],
    ],
  );
  const own = { customerId: "k", currency: "USD" };
  expect(legs).toEqual([
    { account: "receivable", amountMinor: 1_003, baseMinor: 3_343, ...own },
    { ...share("tax", -3), baseMinor: -10, ...own },
    { ...share("revenue", -701), baseMinor: -2_336, ...own },
    { ...share("revenue", -299, null), baseMinor: -997, ...own },
  ]);
  const branches = documentLegs("k", fx("PEN", "1"), { account: "receivable", amountMinor: 30 }, [
    { account: "revenue", amountMinor: -10, branchId: "x" },
    { account: "revenue", amountMinor: -20, branchId: "y" },
  ]);
  expect(branches.map(({ amountMinor }) => amountMinor)).toEqual([30, -10, -20]);
  expect(documentLegs("k", fx("PEN", "1"), { account: "cash", amountMinor: 0 }, [])).toEqual([]);
});

test("a settlement's legs: money at its rate, the claim at its own, the difference between them where there is one", () => {
  const money = { account: "customerCredit" as const, fx: fx("USD", "3.5"), businessUnitId: "m" };
  const claim = { account: "receivable" as const, fx: fx("USD", "3.4"), branchId: "c" };
  const own = { customerId: "k", currency: "USD" };
  const [at, of] = [
    { businessUnitId: "m", branchId: undefined },
    { businessUnitId: undefined, branchId: "c" },
  ];
  expect(
    settlementLegs(
      "k",
      { ...money, beforeMinor: 900, afterMinor: 400 },
      { ...claim, beforeMinor: 500, afterMinor: 0 },
    ),
  ).toEqual([
    { account: "customerCredit", amountMinor: 500, baseMinor: 1_750, ...own, ...at },
    { account: "receivable", amountMinor: -500, baseMinor: -1_700, ...own, ...of },
    { account: "fxDifference", amountMinor: 0, baseMinor: -50, ...own, ...of },
  ]);
  const same = { beforeMinor: 100, afterMinor: 40, fx: fx("PEN", "1") };
  expect(
    settlementLegs("k", { ...money, ...same }, { ...claim, ...same }).map(
      ({ account, amountMinor }) => [account, amountMinor],
    ),
  ).toEqual([
    ["customerCredit", 60],
    ["receivable", -60],
  ]);
});

const line = (id: string, netMinor: number, taxMinor: number): CreditableLine => ({
  ...{ id, description: id, taxRate: "18", taxCode: "IGV", netMinor, taxMinor },
  ...{ businessUnitId: null, branchId: null },
});
const left = [line("a", 1_000, 180), line("b", 500, 90), line("off", -100, -18)];
const credited = (of: CreditOf, lines = left) =>
  creditLines(lines, of).map((one) => [one.id, one.netMinor, one.taxMinor, one.totalMinor]);
const byLines = (...lines: [string, number][]): CreditOf => ({
  what: "lines",
  lines: lines.map(([lineId, amountMinor]) => ({ lineId, amountMinor })),
});
const beyond = expect.objectContaining({ key: "credit_beyond_invoice" });

test("all that is left is credited line by line, discounts with it; the same asked for as an amount is the same", () => {
  const whole = [
    ["a", 1_000, 180, 1_180],
    ["b", 500, 90, 590],
    ["off", -100, -18, -118],
  ];
  expect(credited({ what: "whole" })).toEqual(whole);
  expect(credited({ what: "amount", amountMinor: 1_652 })).toEqual(whole);
  expect(() => credited({ what: "amount", amountMinor: 1_653 })).toThrow(beyond);
});

test("an amount is spread over what is charged and not over discounts, each with its own tax", () => {
  expect(credited({ what: "amount", amountMinor: 177 })).toEqual([
    ["a", 100, 18, 118],
    ["b", 50, 9, 59],
  ]);
});

test("amounts of lines: each within its line, all within the invoice, a line named twice counts twice", () => {
  expect(credited(byLines(["b", 59], ["b", 118]))).toEqual([["b", 150, 27, 177]]);
  expect(credited(byLines(["b", 590]))).toEqual([["b", 500, 90, 590]]);
  expect(() => credited(byLines(["b", 591]))).toThrow(beyond);
  expect(() => credited(byLines(["b", 400], ["b", 400]))).toThrow(beyond);
  expect(() => credited(byLines(["off", 1]))).toThrow(beyond);
  expect(() => credited(byLines(["a", 1_180], ["b", 590]))).toThrow(beyond);
  expect(() => credited(byLines(["a", 1], ["x", 1]))).toThrow(
    expect.objectContaining({ code: "not_found" }),
  );
});

test("nothing, and what takes more than it gives, is no credit", () => {
  expect(() => credited(byLines())).toThrow(beyond);
  expect(() => credited(byLines(["off", -118]))).toThrow(beyond);
  expect(() => credited({ what: "whole" }, [])).toThrow(beyond);
});
