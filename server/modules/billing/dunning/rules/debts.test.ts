import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "./default-policy";
import { afterSteps, foresee, planLadder } from "./ladder";
import { isStillOwed, overdueOf, policyOfInvoice, whyNotBorne } from "./service-debt";
import type { CustomerDebt, DebtInvoice, DebtService, LadderPolicy, Moment } from "./types";

const policy: LadderPolicy = { ...DEFAULT_POLICY, id: "p" };
const policies = (over: Partial<LadderPolicy> = {}, ...more: LadderPolicy[]) => ({
  byId: new Map(more.map((one) => [one.id, one])),
  fallback: { ...policy, ...over },
});
const invoice = (over: Partial<DebtInvoice> = {}): DebtInvoice => ({
  ...{ id: "i1", number: "1", kind: "recurring", issuedOn: "2026-06-20", dueOn: "2026-07-01" },
  ...{ openMinor: 10_000, openBaseMinor: 10_000, currency: "PEN", disputed: false },
  serviceIds: ["s1"],
  ...over,
});
const service = (over: Partial<DebtService> = {}): DebtService => ({
  ...{ id: "s1", number: 1, label: "", state: "active", debtHold: "none" },
  ...{ branchId: null, planPolicyId: null },
  ...over,
});
const debt = (over: Partial<CustomerDebt> = {}): CustomerDebt => ({
  ...{ customerId: "c", exempt: false, policyId: null, promiseUntil: null },
  ...{ invoices: [invoice()], services: [service()], taken: [] },
  ...over,
});
const moment = (today: string, over: Partial<Moment> = {}): Moment => ({
  ...{ today, time: "10:00", restOfDay: false, holidays: new Set<string>(), blackouts: [] },
  ...{ cutsFrozen: false, ...over },
});
const taken = (
  over: Partial<CustomerDebt["taken"][number]> = {},
): CustomerDebt["taken"][number] => ({
  ...{ invoiceId: "i1", stepKey: "after7", kind: "reminder", serviceId: null },
  ...{ outcome: "done" as const, onDay: "2026-07-08" },
  ...over,
});
const TUESDAY = "2026-07-14";

test("a debt still holds a service while what bears on it reaches the floor, and never of the exempt", () => {
  const owed = (given: Partial<CustomerDebt>, floorMinor = 0, today = "2026-07-02") =>
    isStillOwed(debt(given), service(), policies({ floorMinor }), today);
  expect(owed({})).toBe(true);
  expect(owed({}, 0, "2026-07-01")).toBe(false);
  expect(owed({ exempt: true })).toBe(false);
  expect(owed({ invoices: [] })).toBe(false);
  expect([owed({}, 10_000), owed({}, 10_001)]).toEqual([true, false]);
  expect(owed({ invoices: [invoice({ serviceIds: ["other"] })] })).toBe(false);
});

test("what is overdue comes oldest first, of one day by id; today's and what is paid are not overdue", () => {
  const invoices = [
    ...[invoice({ id: "b" }), invoice({ id: "a" }), invoice({ id: "c", dueOn: "2026-06-01" })],
    ...[invoice({ id: "today", dueOn: "2026-07-05" }), invoice({ id: "paid", openBaseMinor: 0 })],
  ];
  expect(overdueOf({ invoices }, "2026-07-05").map(({ id }) => id)).toEqual(["c", "a", "b"]);
});

test("an invoice follows the ladder of the first service that it names, by number", () => {
  const [slow, quick] = [
    { ...policy, id: "slow" },
    { ...policy, id: "quick" },
  ];
  const by = policies({}, slow, quick);
  const services = [
    service({ id: "s3", number: 3, planPolicyId: "slow" }),
    service({ id: "s2", number: 2, planPolicyId: "quick" }),
    service({ id: "s1", number: 1 }),
  ];
  const of = (serviceIds: string[]) =>
    policyOfInvoice(debt({ services }), invoice({ serviceIds }), by).id;
  expect([of(["s3", "s2"]), of(["s3"]), of(["s1", "s2"]), of([])]).toEqual([
    ...["quick", "slow", "p", "p"],
  ]);
});

test("what an opening debt bears, what a one-off one does not, and what names nothing only where one-offs cut", () => {
  const why = (over: Partial<DebtInvoice>, oneOffCuts = false) =>
    whyNotBorne(invoice(over), service(), { ...policy, oneOffCuts });
  expect(why({ kind: "opening" })).toBeUndefined();
  expect(why({ kind: "manual" })).toBe("oneOff");
  expect(why({ serviceIds: [] })).toBe("oneOff");
  expect(why({ serviceIds: [] }, true)).toBeUndefined();
  expect(why({ kind: "manual", serviceIds: ["other"] }, true)).toBe("notOnInvoice");
});

test("a debt at the floor is told and cut, one cent below it is neither", () => {
  const reason = (floorMinor: number) =>
    planLadder(debt({ taken: [taken()] }), policies({ floorMinor }), moment(TUESDAY))
      .filter(({ step }) => step.key === "cut10")
      .map((one) => `${one.action} ${one.reason}`);
  expect([reason(10_000), reason(10_001)]).toEqual([["do due"], ["skip belowFloor"]]);
  const told = planLadder(debt(), policies({ floorMinor: 10_000 }), moment("2026-07-01"));
  expect(told.find(({ step }) => step.key === "dueDay")).toMatchObject({ action: "do" });
});

const cutsOf = (given: CustomerDebt, at: Moment, by = policies()) =>
  planLadder(given, by, at)
    .filter(({ step }) => step.kind === "cut")
    .map(({ action, reason, serviceId }) => `${serviceId} ${action} ${reason}`);

test("only a word on this invoice, really said, lets a cut be made", () => {
  const on = moment(TUESDAY);
  const cut = (...rows: CustomerDebt["taken"]) => cutsOf(debt({ taken: rows }), on)[0];
  expect(cut(taken({ invoiceId: "i2" }))).toBe("s1 defer noticeFirst");
  expect(cut(taken({ kind: "task" }))).toBe("s1 defer noticeFirst");
  expect(cut(taken({ outcome: "skipped" }))).toBe("s1 defer noticeFirst");
  expect(cut(taken({ kind: "overdue" }))).toBe("s1 do due");
  const passed = ["before3", "dueDay", "after3", "after7"].map((stepKey) =>
    taken({ stepKey, outcome: "skipped" }),
  );
  expect(cut(...passed)).toBe("s1 do due");
  expect(cut(...passed, taken({ onDay: TUESDAY }))).toBe("s1 defer noticeFirst");
});

test("a word that comes after the cut is not waited for", () => {
  const steps = [
    { key: "cut", kind: "cut" as const, offsetDays: 5 },
    { key: "late", kind: "reminder" as const, offsetDays: 5 },
  ];
  expect(cutsOf(debt(), moment(TUESDAY), policies({ steps }))).toEqual(["s1 do due"]);
});

test("a step taken for one service or invoice is open for the others", () => {
  const services = [service(), service({ id: "s2", number: 2 })];
  const both = invoice({ serviceIds: ["s1", "s2"] });
  const rows = [taken(), taken({ stepKey: "cut10", kind: "cut", serviceId: "s1" })];
  expect(cutsOf(debt({ services, invoices: [both], taken: rows }), moment(TUESDAY))).toEqual([
    "s2 do due",
  ]);
  const other = [
    taken(),
    taken({ invoiceId: "i0", stepKey: "cut10", kind: "cut", serviceId: "s1" }),
  ];
  expect(cutsOf(debt({ taken: other }), moment(TUESDAY))).toEqual(["s1 do due"]);
});

const THREE = [
  { key: "end", kind: "terminate" as const, offsetDays: 12 },
  { key: "cut", kind: "cut" as const, offsetDays: 8 },
  { key: "soft", kind: "softStep" as const, offsetDays: 5 },
];
const doing = (given: CustomerDebt, today: string) =>
  planLadder(given, policies({ steps: THREE }), moment(today)).map(
    ({ step, action, forGood }) => `${step.key} ${action}${forGood ? " for good" : ""}`,
  );

test("who is slowed is not slowed again, who is cut is not, and who was cut today by another debt does not end", () => {
  const of = (debtHold: DebtService["debtHold"], rows: CustomerDebt["taken"] = []) =>
    doing(debt({ services: [service({ debtHold })], taken: rows }), TUESDAY);
  expect(of("none")).toEqual(["soft skip for good", "cut do", "end defer"]);
  expect(of("soft")).toEqual(["cut do", "end defer"]);
  expect(of("hard")).toEqual(["end do"]);
  const cut = { kind: "cut", stepKey: "cut", invoiceId: "i0", onDay: TUESDAY };
  expect(of("hard", [taken({ ...cut, serviceId: "s1" })])).toEqual(["end defer"]);
  expect(of("hard", [taken({ ...cut, serviceId: "s2" })])).toEqual(["end do"]);
  expect(of("hard", [taken({ ...cut, kind: "softStep", serviceId: "s1" })])).toEqual(["end do"]);
});

test("a task for a person is one of the invoice's steps, and a superseded word is remembered", () => {
  const steps = [
    { key: "call", kind: "task" as const, offsetDays: 4 },
    { key: "say", kind: "overdue" as const, offsetDays: 3 },
    { key: "first", kind: "reminder" as const, offsetDays: 1 },
  ];
  const said = planLadder(debt(), policies({ steps }), moment("2026-07-06")).map(
    ({ step, action, forGood }) => [step.key, action, forGood],
  );
  expect(said).toEqual([
    ["first", "skip", true],
    ["say", "do", false],
    ["call", "do", false],
  ]);
});

test("a customer who owes long enough, of whose services one is not meant, is told which and why", () => {
  const services = [service({ id: "s2", number: 2 })];
  const on = (today: string, over: Partial<CustomerDebt> = {}) =>
    cutsOf(debt({ services, ...over }), moment(today));
  expect(on("2026-07-10")).toEqual([]);
  expect(on("2026-07-11")).toEqual(["s2 skip notOnInvoice"]);
  expect(on(TUESDAY, { services: [service({ id: "s2", debtHold: "hard" })] })).toEqual([]);
  expect(cutsOf(debt({ services }), moment(TUESDAY), policies({ steps: [] }))).toEqual([]);
});

test("after the steps the facts are: who was cut is held, who was slowed is slowed, who ended keeps its hold", () => {
  const services = [service(), service({ id: "s2", debtHold: "soft" })];
  const one = { invoiceId: "i1", policyId: "p", reason: "due" as const, next: null };
  const step = (kind: "cut" | "softStep" | "terminate" | "reminder", serviceId: string | null) => ({
    ...{ ...one, step: { key: kind, kind, offsetDays: 1 }, serviceId },
    ...{ action: "do" as const, forGood: false },
  });
  const holds = (...decisions: Parameters<typeof afterSteps>[1]) =>
    afterSteps(debt({ services }), decisions, TUESDAY).services.map(({ debtHold }) => debtHold);
  expect(holds(step("cut", "s1"))).toEqual(["hard", "soft"]);
  expect(holds(step("softStep", "s1"))).toEqual(["soft", "soft"]);
  expect(holds(step("terminate", "s1"))).toEqual(["none", "soft"]);
  expect(holds({ ...step("cut", "s1"), action: "skip", forGood: true })).toEqual(["none", "soft"]);
  const after = afterSteps(
    debt(),
    [
      step("reminder", null),
      { ...step("softStep", "s1"), action: "skip", forGood: true },
      { ...step("cut", "s1"), action: "skip", forGood: false },
      { ...step("cut", "s1"), action: "defer", forGood: false },
      { ...step("cut", "s1"), action: "wait", forGood: true },
    ],
    TUESDAY,
  );
  expect(after.taken).toEqual([
    taken({ stepKey: "reminder", onDay: TUESDAY }),
    taken({
      ...{ stepKey: "softStep", kind: "softStep", serviceId: "s1" },
      ...{ outcome: "skipped", onDay: TUESDAY },
    }),
  ]);
});

test("what is foreseen counts from now on today and from midnight on the days after", () => {
  const given = debt({ taken: [taken()] });
  const at = moment("2026-07-13", { time: "18:00" });
  const cut = (until: string) =>
    foresee(given, policies(), at, until)
      .filter(({ step }) => step.kind === "cut")
      .map(({ action, reason }) => `${action} ${reason}`);
  expect(cut("2026-07-13")).toEqual(["defer afterHours"]);
  expect(cut("2026-07-14")).toEqual(["do due"]);
  expect(cut("2026-07-15")).toEqual([]);
});

const wordsOf = (given: CustomerDebt, at: Moment, by = policies()) =>
  planLadder(given, by, at)
    .filter(({ step }) => step.kind !== "cut")
    .map(({ step, action, reason, forGood }) =>
      [step.key, action, reason, ...(forGood ? ["for good"] : [])].join(" "),
    );

test("a word that no longer fits is left out for good; one of the day itself, and at nine, is said", () => {
  const late = debt({ invoices: [invoice({ issuedOn: "2026-06-30" })] });
  expect(wordsOf(late, moment("2026-06-30"))[0]).toBe("before3 skip issuedLater for good");
  const same = debt({ invoices: [invoice({ issuedOn: "2026-06-28" })] });
  expect(wordsOf(same, moment("2026-06-28", { time: "09:00" }))[0]).toBe("before3 do due");
  const dueLater = debt({ invoices: [invoice({ issuedOn: "2026-07-02" })] });
  expect(wordsOf(dueLater, moment("2026-07-01"))[1]).toBe("dueDay do due");
  expect(wordsOf(debt(), moment("2026-07-02"))[1]).toBe("dueDay skip expired for good");
});

test("a promise holds words back on its last day, and not on the day after", () => {
  const on = (today: string) =>
    wordsOf(debt({ promiseUntil: "2026-07-05" }), moment(today)).find((one) =>
      one.startsWith("after3"),
    );
  expect([on("2026-07-05"), on("2026-07-06")]).toEqual(["after3 defer promise", "after3 do due"]);
});

test("one word a day is counted for this invoice, what was really said, and today", () => {
  const on = (over: Partial<CustomerDebt["taken"][number]>) =>
    wordsOf(
      debt({ taken: [taken({ stepKey: "after3", onDay: "2026-07-09", ...over })] }),
      moment("2026-07-09"),
    ).find((one) => one.startsWith("after7"));
  expect(on({})).toBe("after7 defer onceADay");
  expect(on({ invoiceId: "i2" })).toBe("after7 do due");
  expect(on({ outcome: "skipped" })).toBe("after7 do due");
  expect(on({ onDay: "2026-07-08" })).toBe("after7 do due");
  expect(on({ kind: "task" })).toBe("after7 do due");
});
