import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day, weekday } from "@/server/kernel/day";
import { nextCutDay, whyNoCut } from "./cut-days";
import { DEFAULT_POLICY } from "./default-policy";
import { afterSteps, foresee, planLadder } from "./ladder";
import { previewLadder } from "./preview-ladder";
import type { CustomerDebt, DebtInvoice, DebtService, LadderPolicy, Moment } from "./types";

const policy: LadderPolicy = { ...DEFAULT_POLICY, id: "p" };
const policies = { byId: new Map([["p", policy]]), fallback: policy };
const withPolicy = (over: Partial<LadderPolicy>) => {
  const changed = { ...policy, ...over };
  return { byId: new Map([["p", changed]]), fallback: changed };
};
/** Wednesday, 1 July 2026. */
const DUE = "2026-07-01";
const invoice = (over: Partial<DebtInvoice> = {}): DebtInvoice => ({
  ...{ id: "i1", number: "NV01-1", kind: "recurring", issuedOn: "2026-06-20", dueOn: DUE },
  ...{ openMinor: 10_000, openBaseMinor: 10_000, currency: "PEN", disputed: false },
  serviceIds: ["s1"],
  ...over,
});
const service = (over: Partial<DebtService> = {}): DebtService => ({
  ...{ id: "s1", number: 1, label: "Casa", state: "active", debtHold: "none" },
  ...{ branchId: null, planPolicyId: null },
  ...over,
});
const debt = (over: Partial<CustomerDebt> = {}): CustomerDebt => ({
  ...{ customerId: "c", exempt: false, policyId: null, promiseUntil: null },
  ...{ invoices: [invoice()], services: [service()], taken: [] },
  ...over,
});
const told = (...keys: string[]): CustomerDebt["taken"] =>
  keys.map((stepKey) => ({
    ...{ invoiceId: "i1", stepKey, kind: "reminder", serviceId: null },
    ...{ outcome: "done", onDay: "2026-07-08" },
  }));
const ALL_TOLD = told("before3", "dueDay", "after3", "after7");
const moment = (today: Day, over: Partial<Moment> = {}): Moment => ({
  ...{ today, time: "10:00", restOfDay: false, holidays: new Set<Day>(), blackouts: [] },
  cutsFrozen: false,
  ...over,
});
const plan = (given: CustomerDebt, at: Moment, by = policies) =>
  planLadder(given, by, at).map(
    ({ step, action, reason, next }) => `${step.key} ${action} ${reason}${next ? ` ${next}` : ""}`,
  );
const cutOf = (given: CustomerDebt, at: Moment, by = policies) =>
  plan(given, at, by).find((line) => line.startsWith("cut10"));

describe("words", () => {
  test.each([
    ["2026-06-27", "before3 wait notYet 2026-06-28"],
    ["2026-06-28", "before3 do due"],
    ["2026-06-30", "before3 do due"],
    ["2026-07-01", "dueDay do due"],
  ])("on %s: %s", (today, line) => {
    expect(plan(debt(), moment(today))).toContain(line);
  });

  test("the latest is said and the ones before it never again; none on the day after the due day alone", () => {
    expect(plan(debt(), moment("2026-07-05")).slice(0, 4)).toEqual([
      "before3 skip superseded",
      "dueDay skip superseded",
      "after3 do due",
      "after7 wait notYet 2026-07-08",
    ]);
    expect(plan(debt(), moment("2026-07-02")).slice(0, 2)).toEqual([
      "before3 skip superseded",
      "dueDay skip expired",
    ]);
  });

  test("never two of one invoice on a day, and none before nine or before the document was there", () => {
    const today = { ...told("after3")[0], onDay: "2026-07-08" } as CustomerDebt["taken"][number];
    const given = debt({ taken: [...told("before3", "dueDay"), today] });
    expect(plan(given, moment("2026-07-08"))).toContain("after7 defer onceADay 2026-07-09");
    expect(plan(debt(), moment("2026-06-28", { time: "08:59" }))[0]).toBe(
      "before3 defer beforeHours 2026-06-28",
    );
    const late = debt({ invoices: [invoice({ issuedOn: "2026-06-30" })] });
    expect(plan(late, moment("2026-06-30"))[0]).toBe("before3 skip issuedLater");
  });

  test.each([
    [{ exempt: true }, "skip exempt"],
    [{ promiseUntil: "2026-07-09" }, "defer promise 2026-07-10"],
    [{ invoices: [invoice({ disputed: true })] }, "defer disputed"],
  ])("wait for %j", (over, words) => {
    expect(plan(debt(over), moment("2026-07-04"))).toContain(`after3 ${words}`);
  });

  test("a debt below the floor is neither told nor cut; two that pass it together are", () => {
    const by = withPolicy({ floorMinor: 15_000 });
    expect(plan(debt(), moment("2026-07-04"), by)).toContain("after3 skip belowFloor");
    const two = debt({ invoices: [invoice(), invoice({ id: "i2", dueOn: "2026-06-30" })] });
    expect(plan(two, moment("2026-07-04"), by)).toContain("after3 do due");
  });
});

describe("cuts", () => {
  const ready = debt({ taken: ALL_TOLD });
  // The 11th is a Saturday: the first free day is Monday the 13th.
  test.each([
    ["2026-07-10", {}, "cut10 wait notYet 2026-07-13"],
    ["2026-07-11", {}, "cut10 defer weekday 2026-07-13"],
    ["2026-07-13", {}, "cut10 do due"],
    ["2026-07-13", { time: "08:59" }, "cut10 defer beforeHours 2026-07-13"],
    ["2026-07-13", { time: "17:00" }, "cut10 do due"],
    ["2026-07-13", { time: "17:01" }, "cut10 defer afterHours 2026-07-14"],
    ["2026-07-13", { holidays: new Set(["2026-07-13"]) }, "cut10 defer holiday 2026-07-14"],
    ["2026-07-13", { cutsFrozen: true }, "cut10 defer panic"],
    ["2026-07-13", { time: "00:00", restOfDay: true }, "cut10 do due"],
  ])("on %s with %j: %s", (today, over, line) => {
    expect(cutOf(ready, moment(today, over))).toBe(line);
  });

  test("wait for the eve of a holiday, blackouts and outages, everywhere or in the service's branch", () => {
    const by = withPolicy({ skipEveOfHolidays: true });
    const eve = moment("2026-07-13", { holidays: new Set(["2026-07-14"]) });
    expect(cutOf(ready, eve, by)).toBe("cut10 defer holidayEve 2026-07-15");
    const days = { fromDay: "2026-07-13", toDay: "2026-07-14" };
    const here = debt({ taken: ALL_TOLD, services: [service({ branchId: "b1" })] });
    const at = (branchId: string | null, kind: "blackout" | "outage") =>
      moment("2026-07-13", { blackouts: [{ ...days, kind, branchId }] });
    expect(cutOf(here, at(null, "blackout"))).toBe("cut10 defer blackout 2026-07-15");
    expect(cutOf(here, at("b1", "outage"))).toBe("cut10 defer outage 2026-07-15");
    expect(cutOf(here, at("b2", "outage"))).toBe("cut10 do due");
  });

  test("need a word on an earlier day, where the ladder has words", () => {
    expect(cutOf(debt(), moment("2026-07-13"))).toBe("cut10 defer noticeFirst 2026-07-14");
    const saidNow = [{ ...ALL_TOLD[3], onDay: "2026-07-13" } as CustomerDebt["taken"][number]];
    expect(cutOf(debt({ taken: saidNow }), moment("2026-07-13"))).toBe(
      "cut10 defer noticeFirst 2026-07-14",
    );
    const mute = withPolicy({ steps: policy.steps.filter(({ kind }) => kind === "cut") });
    expect(cutOf(debt(), moment("2026-07-13"), mute)).toBe("cut10 do due");
  });

  test("leave alone what is exempt, promised, paused, paid ahead, one-off, disputed, ended or cut already", () => {
    const on = moment("2026-07-13");
    const also = (over: Partial<CustomerDebt>) => cutOf(debt({ taken: ALL_TOLD, ...over }), on);
    expect(also({ exempt: true })).toBe("cut10 skip exempt");
    expect(also({ promiseUntil: "2026-07-13" })).toBe("cut10 defer promise 2026-07-14");
    expect(also({ promiseUntil: "2026-07-12" })).toBe("cut10 do due");
    expect(also({ services: [service({ state: "paused" })] })).toBe("cut10 skip paused");
    expect(also({ services: [service({ id: "annual" })] })).toBe("cut10 skip notOnInvoice");
    expect(also({ invoices: [invoice({ kind: "manual" })] })).toBe("cut10 skip oneOff");
    expect(also({ invoices: [invoice({ disputed: true })] })).toBe("cut10 skip disputed");
    expect(also({ services: [service({ state: "terminated" })] })).toBeUndefined();
    expect(also({ services: [service({ debtHold: "hard" })] })).toBeUndefined();
    expect(also({ services: [service({ debtHold: "soft" })] })).toBe("cut10 do due");
  });

  test("a one-off invoice cuts where the ladder says so: the services it names, or all", () => {
    const by = withPolicy({ oneOffCuts: true });
    const loose = debt({
      taken: ALL_TOLD,
      invoices: [invoice({ kind: "manual", serviceIds: [] })],
      services: [service(), service({ id: "s2", number: 2 })],
    });
    const done = planLadder(loose, by, moment("2026-07-13")).filter(
      ({ action }) => action === "do",
    );
    expect(done.map(({ serviceId }) => serviceId)).toEqual(["s1", "s2"]);
  });

  test("the customer's ladder goes before the plan's, and the plan's before everybody's", () => {
    const slow = {
      ...policy,
      id: "slow",
      steps: [{ key: "late", kind: "cut" as const, offsetDays: 30 }],
    };
    const by = {
      byId: new Map([
        ["p", policy],
        ["slow", slow],
      ]),
      fallback: policy,
    };
    const keys = (over: Partial<CustomerDebt>) =>
      planLadder(debt({ taken: ALL_TOLD, ...over }), by, moment("2026-07-13"))
        .filter(({ serviceId }) => serviceId)
        .map(({ step }) => step.key);
    expect(keys({ policyId: "slow" })).toEqual(["late"]);
    expect(keys({ services: [service({ planPolicyId: "slow" })] })).toEqual(["late"]);
    expect(keys({ policyId: "p", services: [service({ planPolicyId: "slow" })] })).toEqual([
      "cut10",
    ]);
    expect(keys({ policyId: "archived" })).toEqual(["cut10"]);
  });
});

describe("soft step and end", () => {
  const by = withPolicy({
    steps: [
      { key: "soft", kind: "softStep", offsetDays: 5 },
      { key: "cut", kind: "cut", offsetDays: 12 },
      { key: "end", kind: "terminate", offsetDays: 60 },
    ],
  });
  const actions = (given: CustomerDebt, today: Day) => plan(given, moment(today), by);

  test("come one after the other; whoever is cut is not slowed first, and nothing ends on the day it was cut", () => {
    expect(actions(debt(), "2026-07-06")).toEqual([
      "soft do due",
      "cut wait notYet 2026-07-13",
      "end wait notYet 2026-08-31",
    ]);
    expect(actions(debt(), "2026-07-14").slice(0, 2)).toEqual([
      "soft skip superseded",
      "cut do due",
    ]);
    const long = debt({ invoices: [invoice({ dueOn: "2026-04-01" })] });
    expect(actions(long, "2026-07-14")).toEqual([
      "soft skip superseded",
      "cut do due",
      "end defer cutFirst 2026-07-15",
    ]);
    const cut = afterSteps(long, planLadder(long, by, moment("2026-07-14")), "2026-07-14");
    expect(actions(cut, "2026-07-14")).toEqual(["end defer cutFirst 2026-07-15"]);
    expect(actions(cut, "2026-07-15")).toEqual(["end do due"]);
  });
});

describe("any ladder, any day", () => {
  const day = fc.integer({ min: 0, max: 900 }).map((days) => addDays("2026-01-01", days));
  const rules = fc.record({
    noCutWeekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
    skipHolidays: fc.boolean(),
    skipEveOfHolidays: fc.boolean(),
  });
  const days = fc.uniqueArray(day, { maxLength: 30 });

  test("the day that a cut is put off to allows it, and no day before it does", () => {
    fc.assert(
      fc.property(rules, days, day, (own, holidays, from) => {
        const calendar = { holidays: new Set(holidays), blackouts: [] };
        const found = nextCutDay(own, calendar, from, null);
        if (found === null) return;
        expect(whyNoCut(own, calendar, found, null)).toBeUndefined();
        for (let each = from; each < found; each = addDays(each, 1))
          expect(whyNoCut(own, calendar, each, null)).toBeDefined();
        expect(own.noCutWeekdays).not.toContain(weekday(found));
      }),
    );
  });

  test("looking every day takes each step at most once and cuts once, on an allowed day, after a word", () => {
    fc.assert(
      fc.property(rules, days, fc.integer({ min: 0, max: 20 }), (own, holidays, start) => {
        const by = withPolicy(own);
        let given = debt();
        const done: string[] = [];
        for (let each = 0; each < 60; each++) {
          const today = addDays("2026-06-25", start + each);
          const at = moment(today, { holidays: new Set(holidays), restOfDay: true });
          const decisions = planLadder(given, by, at);
          const doing = decisions.filter(({ action }) => action === "do");
          expect(doing.filter(({ step }) => step.kind === "reminder").length).toBeLessThan(2);
          for (const { step } of doing)
            if (step.kind === "cut") {
              expect(whyNoCut(by.fallback, at, today, null)).toBeUndefined();
              expect(done.length).toBeGreaterThan(0);
            }
          done.push(...doing.map(({ step }) => step.key));
          given = afterSteps(given, decisions, today);
        }
        expect(new Set(done).size).toBe(done.length);
        expect(done.filter((key) => key === "cut10").length).toBeLessThan(2);
      }),
      { numRuns: 60 },
    );
  });

  test("the preview agrees with the ladder played day by day", () => {
    fc.assert(
      fc.property(rules, days, (own, holidays) => {
        const by = withPolicy(own);
        const calendar = { holidays: new Set(holidays), blackouts: [] };
        const cut = previewLadder(by.fallback, calendar, DUE).find(
          ({ step }) => step.kind === "cut",
        );
        if (!cut?.onDay || cut.onDay > "2026-08-20") return;
        const from = moment("2026-06-25", { holidays: calendar.holidays });
        const doing = foresee(debt(), by, from, cut.onDay).filter(({ action }) => action === "do");
        expect(doing.map(({ step }) => step.key)).toContain("cut10");
      }),
      { numRuns: 40 },
    );
  });
});
