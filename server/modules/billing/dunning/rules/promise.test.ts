import { describe, expect, test } from "vitest";
import { downPaymentMissing, type PromiseCase, whyNoPromise } from "./promise";
import { whatIsWrong } from "./policy-problems";

const limits = { maxPromiseDays: 7, maxPromisesPerYear: 3, promiseDownPaymentPercent: 0 };
const given = (over: Partial<PromiseCase> = {}): PromiseCase => ({
  ...{ today: "2026-07-01", dueOn: "2026-07-05", debtMinor: 10_000, paidMinor: 0 },
  ...{ amountMinor: 10_000, grantedInYear: 0, lastBroken: false, hasOpen: false, exempt: false },
  ...over,
});

describe("a promise", () => {
  test.each([
    [{}, undefined],
    [{ dueOn: "2026-07-01" }, undefined],
    [{ dueOn: "2026-07-08" }, undefined],
    [{ dueOn: "2026-07-09" }, "promise_too_long"],
    [{ dueOn: "2026-06-30" }, "promise_day_past"],
    [{ dueOn: "2026-02-31" }, "promise_day_past"],
    [{ debtMinor: 0 }, "promise_nothing_owed"],
    [{ hasOpen: true }, "promise_open_already"],
    [{ grantedInYear: 2 }, undefined],
    [{ grantedInYear: 3 }, "promise_too_many"],
    [{ lastBroken: true }, "promise_last_broken"],
    [{ amountMinor: 10_001 }, "promise_amount"],
    [{ amountMinor: 1 }, undefined],
  ] as const)("with %j: %s", (over, refusal) => {
    expect(whyNoPromise(limits, given(over))).toBe(refusal);
  });

  test("may want a part paid first: of the debt as it stood before the payment", () => {
    const half = { ...limits, promiseDownPaymentPercent: 50 };
    expect(whyNoPromise(half, given({ paidMinor: 9_999 }))).toBe("promise_down_payment");
    expect(whyNoPromise(half, given({ paidMinor: 10_000 }))).toBeUndefined();
    expect(downPaymentMissing(half, { debtMinor: 10_001, paidMinor: 0 })).toBe(5_001);
  });
});

test("a ladder that makes no sense says why, beside its field", () => {
  const sound = { cutFrom: "09:00", cutUntil: "17:00", noCutWeekdays: [0] };
  const steps = (...given: [string, "cut" | "reminder" | "terminate", number][]) => ({
    ...sound,
    steps: given.map(([key, kind, offsetDays]) => ({ key, kind, offsetDays })),
  });
  const problems = (policy: Parameters<typeof whatIsWrong>[0]) =>
    whatIsWrong(policy).map(({ message }) => message);
  expect(problems(steps(["a", "reminder", 0], ["b", "cut", 1], ["c", "terminate", 2]))).toEqual([]);
  expect(problems(steps(["a", "reminder", 0], ["b", "reminder", 0]))).toEqual([
    "dunning_steps_twice",
  ]);
  expect(problems(steps(["a", "cut", 0]))).toEqual(["dunning_cut_before_due"]);
  expect(problems(steps(["a", "terminate", 5]))).toEqual(["dunning_end_before_cut"]);
  expect(problems(steps(["a", "cut", 5], ["b", "terminate", 5]))).toEqual([
    "dunning_end_before_cut",
  ]);
  const week = [0, 1, 2, 3, 4, 5, 6];
  expect(problems({ ...steps(["a", "cut", 5]), cutUntil: "09:00", noCutWeekdays: week })).toEqual([
    "dunning_hours_empty",
    "dunning_no_day_left",
  ]);
});
