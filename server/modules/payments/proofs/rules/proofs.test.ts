import fc from "fast-check";
import { expect, test } from "vitest";
import { holdUntil } from "./hold-until";
import { operationKey } from "./operation-key";
import { preMatch, type ProofFacts } from "./pre-match";

test("the same operation is the same however it is written, and none without a number", () => {
  expect(operationKey("BCP", "00-123 456")).toBe(operationKey(" bcp ", "123456"));
  expect(operationKey("Interbank", "123456")).not.toBe(operationKey("BCP", "123456"));
  expect(operationKey("BCP", " - ")).toBe("");
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.nat({ max: 9 }), (number, zeros) => {
      const padded = "0".repeat(zeros) + String(number);
      expect(operationKey("Banco", padded)).toBe(operationKey("banco", String(number)));
    }),
  );
});

const clean = { rejectedProofs: 0, bouncedPayments: 0, brokenPromises: 0, recentHolds: 0 };
const now = new Date("2026-07-01T10:00:00Z");

test("a proof holds the cut only by the company's rule, for its hours, and only for who was always right", () => {
  const on = { proofHoldsCut: true, proofHoldHours: 24 };
  expect(holdUntil(on, clean, now)?.toISOString()).toBe("2026-07-02T10:00:00.000Z");
  expect(holdUntil({ ...on, proofHoldsCut: false }, clean, now)).toBeNull();
  for (const key of Object.keys(clean))
    expect(holdUntil(on, { ...clean, [key]: 1 }, now)).toBeNull();
});

const facts = (over: Partial<ProofFacts> = {}): ProofFacts => ({
  ...{ amountMinor: 10_000, paidOn: "2026-07-01", broughtOn: "2026-07-01", operationKey: "bcp:1" },
  ...{ namedMinor: 10_000, owedMinor: 15_000, paymentOperation: false, paymentAmount: false },
  ...{ twinFile: false, twinOperation: false, bankOperation: false, bankAmount: false },
  reference: null,
  ...over,
});
const kinds = (over: Partial<ProofFacts> = {}) =>
  preMatch(facts(over)).map(({ kind, tone, amountMinor }) => `${tone} ${kind} ${amountMinor}`);

test("what speaks for a proof and against it is said, the worst first", () => {
  expect(kinds()).toEqual(["ok amountInvoices null"]);
  expect(kinds({ namedMinor: null, owedMinor: 10_000 })).toEqual(["ok amountDebt null"]);
  expect(kinds({ namedMinor: 12_000 })).toEqual(["warn amountLess 2000"]);
  expect(kinds({ namedMinor: 0, owedMinor: 9_000 })).toEqual(["warn amountMore 1000"]);
  expect(kinds({ namedMinor: 0, owedMinor: 0 })).toEqual(["warn nothingOwed null"]);
  expect(kinds({ operationKey: "", twinFile: true, paidOn: "2026-05-01" })).toEqual([
    ...["bad twinFile null", "warn noOperation null", "warn longAgo null"],
    "ok amountInvoices null",
  ]);
  expect(kinds({ paymentOperation: true, paymentAmount: true, twinOperation: true })).toEqual([
    ...["bad twinOperation null", "bad paymentOperation null", "ok amountInvoices null"],
  ]);
  expect(kinds({ bankOperation: true, bankAmount: true, reference: "own" })).toEqual([
    ...["ok bankOperation null", "ok payReference null", "ok amountInvoices null"],
  ]);
  expect(kinds({ bankAmount: true, reference: "other" })).toEqual([
    ...["warn otherReference null", "ok bankAmount null", "ok amountInvoices null"],
  ]);
  expect(kinds({ paymentAmount: true })[0]).toBe("warn paymentAmount null");
});
