import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allows, type Transitions, transition } from "@/server/kernel/state-machine";
import { baseOfStep, toBase } from "./base-amount";
import { type CreditableLine, creditLines } from "./credit-lines";
import { explainLine } from "./explain-line";
import { documentLegs, settlementLegs } from "./legs";
import { creditNoteMachine, documentMachine, paymentMachine, paymentStatusOf } from "./machines";

describe("state machines", () => {
  const events = (machine: Record<string, Record<string, string>>) => [
    ...new Set(Object.values(machine).flatMap((row) => Object.keys(row))),
  ];
  test.each([
    ["document", documentMachine, "draft", { draft: 4, approved: 3, finalized: 3 }],
    ["creditNote", creditNoteMachine, "draft", { draft: 2, finalized: 3 }],
    ["payment", paymentMachine, "recorded", { recorded: 5, verified: 4, partiallyRefunded: 3 }],
  ] as const)(
    "%s: what is not in the table is refused by a typed error",
    (name, given, _, legal) => {
      const machine = given as unknown as Transitions<string, string>;
      for (const from of Object.keys(machine)) {
        const allowed = events(given as never).filter((event) => allows(machine, from, event));
        expect([from, allowed.length]).toEqual([
          from,
          (legal as Record<string, number>)[from] ?? 0,
        ]);
        for (const event of events(given as never))
          if (!allowed.includes(event))
            expect(() => transition(name, machine, from, event)).toThrow(
              `no ${event} from ${from}`,
            );
      }
    },
  );

  test("the money's state follows from what is open", () => {
    expect([paymentStatusOf(10, 10), paymentStatusOf(3, 10), paymentStatusOf(0, 10)]).toEqual([
      "unpaid",
      "partiallyPaid",
      "paid",
    ]);
    expect(paymentStatusOf(0, 0)).toBe("paid");
  });
});

const rate = fc.integer({ min: 1, max: 90_000_000 }).map((n) => (n / 10_000).toFixed(4));
const fxOf = (given: string, currency = "USD") => ({ currency, baseCurrency: "PEN", rate: given });
const sum = (legs: { amountMinor: number; baseMinor: number }[]) => [
  legs.reduce((all, leg) => all + leg.amountMinor, 0),
  legs.reduce((all, leg) => all + leg.baseMinor, 0),
];

describe("legs", () => {
  const share = fc.record({
    net: fc.integer({ min: -9_999, max: 99_999 }),
    unit: fc.constantFrom("a", "b"),
  });
  test("of any document balance in both currencies, and the customer's leg is the total at the document's rate", () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 12 }), rate, (lines, given) => {
        const total = lines.reduce((all, { net }) => all + net, 0);
        const legs = documentLegs(
          "c",
          fxOf(given),
          { account: "receivable", amountMinor: total },
          lines.map(({ net, unit }) => ({
            ...{ account: "revenue" as const, amountMinor: 0 - net, businessUnitId: unit },
          })),
        );
        expect(sum(legs)).toEqual([0, 0]);
        const own = legs.find(({ account }) => account === "receivable");
        expect(own?.baseMinor ?? 0).toBe(toBase(total, fxOf(given)));
      }),
    );
  });

  test("of settlements balance, and parts add up to the whole to the cent whatever the two rates", () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, rate, rate, (paid, one, other) => {
        let left = paid.reduce((all, part) => all + part, 0);
        const whole = left;
        let receivable = 0;
        for (const part of paid) {
          const side = { beforeMinor: left, afterMinor: left - part };
          const legs = settlementLegs(
            "c",
            { ...side, account: "customerCredit", fx: fxOf(one) },
            { ...side, account: "receivable", fx: fxOf(other) },
          );
          expect(sum(legs)).toEqual([0, 0]);
          receivable += legs.find(({ account }) => account === "receivable")?.baseMinor ?? 0;
          left -= part;
        }
        expect(0 - receivable).toBe(toBase(whole, fxOf(other)));
        expect(baseOfStep(whole, 0, fxOf(one))).toBe(toBase(whole, fxOf(one)));
      }),
    );
  });

  test("know that some currencies have no cents", () => {
    expect(toBase(1_000, { currency: "CLP", baseCurrency: "PEN", rate: "0.004" })).toBe(400);
    expect(toBase(400, { currency: "PEN", baseCurrency: "CLP", rate: "250" })).toBe(1_000);
  });
});

describe("credit notes", () => {
  const line = (id: string, netMinor: number, taxMinor: number): CreditableLine => ({
    ...{ id, description: id, taxRate: "18", taxCode: "IGV", netMinor, taxMinor },
    ...{ businessUnitId: null, branchId: null },
  });
  test("taken in any parts end with the invoice's own net and tax, a discount included", () => {
    const parts = fc.array(fc.integer({ min: 1, max: 4_000 }), { maxLength: 6 });
    fc.assert(
      fc.property(parts, (amounts) => {
        let left = [line("a", 8_475, 1_525), line("b", 3_333, 600), line("c", -847, -153)];
        const credited = [0, 0];
        const take = (of: Parameters<typeof creditLines>[1]) => {
          for (const part of creditLines(left, of)) {
            credited[0] = (credited[0] ?? 0) + part.netMinor;
            credited[1] = (credited[1] ?? 0) + part.taxMinor;
            left = left.map((row) =>
              row.id === part.id
                ? line(row.id, row.netMinor - part.netMinor, row.taxMinor - part.taxMinor)
                : row,
            );
          }
        };
        const rest = () => left.reduce((all, row) => all + row.netMinor + row.taxMinor, 0);
        for (const amountMinor of amounts)
          if (amountMinor < rest()) take({ what: "amount", amountMinor });
        if (rest() > 0) take({ what: "whole" });
        expect(credited).toEqual([10_961, 1_972]);
      }),
    );
  });

  test("never take more than is left of the invoice or of a line", () => {
    const left = [line("a", 100, 18)];
    const refused = { key: "credit_beyond_invoice" };
    const of = (amountMinor: number) => () => creditLines(left, { what: "amount", amountMinor });
    expect(of(119)).toThrow(expect.objectContaining(refused));
    const byLine = { what: "lines" as const, lines: [{ lineId: "a", amountMinor: 119 }] };
    expect(() => creditLines(left, byLine)).toThrow(expect.objectContaining(refused));
    const other = { what: "lines" as const, lines: [{ lineId: "x", amountMinor: 1 }] };
    expect(() => creditLines(left, other)).toThrow(expect.objectContaining({ code: "not_found" }));
  });
});

test("a line says its formula first and only what it knows", () => {
  const explanation = {
    ...{ formula: "proration", price: "89.90", priceFrom: "2026-01-01", quantity: "1" },
    ...{
      days: 10,
      ofDays: 31,
      taxIncluded: true,
      taxRate: "18",
      taxCode: "IGV",
      taxRateFrom: "2011-03-01",
    },
  };
  expect(explainLine({ kind: "recurring", explanation }).map(({ key }) => key)).toEqual([
    "proration",
    "priceFrom",
    "days",
    "taxIncluded",
  ]);
  expect(explainLine({ kind: "strange", explanation: {} })).toEqual([]);
});
