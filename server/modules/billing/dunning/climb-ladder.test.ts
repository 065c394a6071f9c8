import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { applyToInvoice } from "@/server/modules/billing/apply-to-invoice";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type DebtScene, debtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { addBlackout } from "./add-blackout";
import { climbFor, overdueSuspend } from "./climb-ladder";
import { grantPromise } from "./grant-promise";
import { listPolicies } from "./list-policies";
import { whoWouldBeCut } from "./who-would-be-cut";

let tenant: TestTenant;
let owner: Ctx;
let scene: DebtScene;
beforeEach(async () => {
  await open();
});

async function open(timeZone = "America/Lima") {
  tenant = await mintTenant({ timeZone });
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  scene = debtScene(tenant.ctx);
}

/** The clock of Lima, unless another offset is said. */
const at = (local: string, offset = "-05:00"): Ctx => ({
  ...tenant.ctx,
  now: new Date(`${local}:00${offset}`),
});
const by = (local: string): Ctx => ({ ...owner, now: at(local).now });
const look = (ctx: Ctx) =>
  overdueSuspend.handle(
    ctx,
    { schedule: "overdue.suspend", period: "p", at: ctx.now.toISOString(), after: null },
    {
      ...{ name: "overdue.suspend", jobId: newId(), attempt: 1, timeoutMs: 60_000 },
      signal: new AbortController().signal,
      deadline: new Date(Date.now() + 60_000),
    },
  );
const rows = <T>(query: ReturnType<typeof sql>) =>
  inTenant(tenant.ctx, async (tx) => (await tx.execute(query)).rows as T[]);
const steps = async (outcome = "done") =>
  (
    await rows<{ key: string }>(
      sql`select step_key as key from dunning_steps where outcome = ${outcome} order by id`,
    )
  ).map(({ key }) => key);
const held = async (serviceId: string) =>
  (
    await rows<{ held: boolean }>(
      sql`select 'debt' = any(holds) as held from services where id = ${serviceId}`,
    )
  )[0]?.held;
const told = async () =>
  (await rows<{ event: string }>(sql`select event from messages order by id`)).map(
    ({ event }) => event,
  );
const facts = async (name: string) =>
  (await rows<{ n: number }>(sql`select count(*)::int as n from events where name = ${name}`))[0]
    ?.n;
const pay = (customerId: string, invoiceId: string, amountMinor: number, ctx = tenant.ctx) =>
  inTenant(ctx, async (tx) => {
    await lockCustomers(ctx, tx, [customerId]);
    await applyToInvoice(ctx, tx, [{ invoiceId, amountMinor }]);
  });

async function debtor(over: Parameters<DebtScene["customer"]>[0] = {}) {
  const customerId = await scene.customer(over);
  const serviceId = await scene.service(customerId);
  // Due on Wednesday the 1st of July 2026; cut after ten days: Saturday the 11th, so Monday the 13th.
  const invoiceId = await scene.invoice(customerId, {
    dueOn: "2026-07-01",
    issuedOn: "2026-06-20",
    services: [serviceId],
  });
  return { customerId, serviceId, invoiceId };
}

describe("the whole ladder of one invoice", () => {
  test("is told before, on and after the day, cut on the first allowed day in its hours, and back when paid", async () => {
    const { customerId, serviceId, invoiceId } = await debtor();
    const days = ["06-27", "06-28", "07-01", "07-02", "07-04", "07-08", "07-11", "07-12"];
    for (const day of days)
      for (const time of ["08:59", "09:00", "12:15", "17:30"])
        await look(at(`2026-${day}T${time}`));
    expect(await steps()).toEqual(["before3", "dueDay", "after3", "after7"]);
    expect(await told()).toEqual([
      "billing.reminderBefore",
      "billing.dueToday",
      "billing.overdueReminder",
      "billing.overdueReminder",
    ]);
    expect(await facts("invoice.overdue")).toBe(1);
    expect(
      await rows(
        sql`select reason, on_day::text as day from dunning_steps where outcome = 'deferred'`,
      ),
    ).toEqual([{ reason: "weekday", day: "2026-07-12" }]);
    await look(at("2026-07-13T08:45"));
    expect(await held(serviceId)).toBe(false);
    await look(at("2026-07-13T09:00"));
    await look(at("2026-07-13T09:15"));
    expect(await held(serviceId)).toBe(true);
    expect(await facts("service.holdPlaced")).toBe(1);
    await pay(customerId, invoiceId, 4_000);
    expect(await held(serviceId)).toBe(true);
    await pay(customerId, invoiceId, 6_000);
    expect(await held(serviceId)).toBe(false);
    expect(await facts("service.holdLifted")).toBe(1);
    await look(at("2026-07-14T10:00"));
    expect(await held(serviceId)).toBe(false);
  });

  test("late by weeks: one word, not four, and nobody is cut on the day of the first word", async () => {
    const { serviceId } = await debtor();
    for (const time of ["10:00", "10:15", "16:45"]) await look(at(`2026-08-03T${time}`));
    expect([await steps(), await told()]).toEqual([["after7"], ["billing.overdueReminder"]]);
    expect((await steps("skipped")).toSorted()).toEqual(["after3", "before3", "dueDay"]);
    expect(await held(serviceId)).toBe(false);
    await look(at("2026-08-04T10:00"));
    expect(await held(serviceId)).toBe(true);
  });

  test("ten looks at the same moment take each step once", async () => {
    const { serviceId } = await debtor();
    await look(at("2026-07-08T10:00"));
    await Promise.all(Array.from({ length: 10 }, () => look(at("2026-07-13T10:00"))));
    expect(await steps()).toEqual(["after7", "cut10"]);
    expect([await held(serviceId), await facts("service.holdPlaced")]).toEqual([true, 1]);
  });

  test("a look that dies half way leaves nothing, and the next one does it all", async () => {
    const { customerId } = await debtor();
    const dies = inTenant(at("2026-07-01T10:00"), async () => {
      await climbFor(at("2026-07-01T10:00"), [customerId], false);
      throw new Error("killed");
    });
    await expect(dies).rejects.toThrow("killed");
    expect([await steps(), await told()]).toEqual([[], []]);
    await look(at("2026-07-01T10:15"));
    expect([await steps(), await told()]).toEqual([["dueDay"], ["billing.dueToday"]]);
  });
});

describe("races and other people's money", () => {
  test("who pays while the cut is being made is on in the end, whichever comes first", async () => {
    for (let round = 0; round < 5; round++) {
      const { customerId, serviceId, invoiceId } = await debtor();
      await look(at("2026-07-08T10:00"));
      await Promise.all([
        look(at("2026-07-13T10:00")),
        pay(customerId, invoiceId, 10_000),
        climbFor(at("2026-07-13T10:00"), [customerId], false),
      ]);
      expect(await held(serviceId)).toBe(false);
    }
  });

  test("a service that was paid ahead runs on beside an unpaid one", async () => {
    const { customerId, serviceId } = await debtor();
    const annual = await scene.service(customerId);
    await look(at("2026-07-08T10:00"));
    await look(at("2026-07-13T10:00"));
    expect([await held(serviceId), await held(annual)]).toEqual([true, false]);
  });

  test("money that bounced brings the cut back without a new row of reminders", async () => {
    const { customerId, serviceId, invoiceId } = await debtor();
    await look(at("2026-07-08T10:00"));
    await look(at("2026-07-13T10:00"));
    await pay(customerId, invoiceId, 10_000);
    await pay(customerId, invoiceId, -10_000);
    await look(at("2026-07-14T10:00"));
    expect([await held(serviceId), await told()]).toEqual([true, ["billing.overdueReminder"]]);
  });

  test("another tenant's debts are not looked at", async () => {
    const theirs = await debtor();
    const them = tenant;
    await open();
    await look(at("2026-07-08T10:00"));
    await look(at("2026-07-13T10:00"));
    const found = await inTenant(them.ctx, (tx) =>
      tx.execute(sql`select holds from services where id = ${theirs.serviceId}`),
    );
    expect(found.rows).toEqual([{ holds: [] }]);
  });
});

describe("promises", () => {
  test("lift the hold, rest the ladder, and once broken the cut waits for an allowed day", async () => {
    const { customerId, serviceId } = await debtor();
    await look(at("2026-07-08T10:00"));
    await look(at("2026-07-13T10:00"));
    await grantPromise(by("2026-07-13T11:00"), { customerId, dueOn: "2026-07-15" });
    expect(await held(serviceId)).toBe(false);
    for (const day of ["13", "14", "15"]) await look(at(`2026-07-${day}T16:00`));
    expect(await held(serviceId)).toBe(false);
    await addBlackout(by("2026-07-15T18:00"), {
      fromDay: "2026-07-16",
      toDay: "2026-07-16",
      reason: "fiesta",
    });
    await look(at("2026-07-16T10:00"));
    expect([await facts("promise.broken"), await held(serviceId)]).toEqual([1, false]);
    // Friday to Sunday nobody is cut.
    await look(at("2026-07-17T10:00"));
    expect(await held(serviceId)).toBe(false);
    await look(at("2026-07-20T10:00"));
    expect(await held(serviceId)).toBe(true);
    const again = grantPromise(by("2026-07-20T11:00"), { customerId, dueOn: "2026-07-22" });
    await expect(again).rejects.toMatchObject({ key: "promise_last_broken" });
  });

  test("are kept by paying", async () => {
    const { customerId, invoiceId } = await debtor();
    await grantPromise(by("2026-07-06T11:00"), { customerId, dueOn: "2026-07-09" });
    await pay(customerId, invoiceId, 10_000);
    await look(at("2026-07-12T10:00"));
    expect([await facts("promise.kept"), await facts("promise.broken")]).toEqual([1, 0]);
  });
});

describe("clocks", () => {
  test.each([
    ["America/Lima", "-05:00"],
    ["America/Argentina/Buenos_Aires", "-03:00"],
  ])(
    "in %s an invoice is overdue after its day's midnight there, not ours",
    async (zone, offset) => {
      await open(zone);
      await debtor();
      await look(at("2026-07-01T23:59", offset));
      expect(await facts("invoice.overdue")).toBe(0);
      await look(at("2026-07-02T00:00", offset));
      expect(await facts("invoice.overdue")).toBe(1);
    },
  );

  test("on the day on which Santiago's clock skips midnight the ladder goes on", async () => {
    await open("America/Santiago");
    const customerId = await scene.customer();
    await scene.invoice(customerId, { dueOn: "2026-09-06", issuedOn: "2026-08-20" });
    // 6 September 2026, 00:00 does not exist there: the day begins at 01:00 (UTC−3).
    await look(at("2026-09-06T03:59", "+00:00"));
    await look(at("2026-09-06T12:00", "+00:00"));
    expect(await steps()).toEqual(["before3", "dueDay"]);
    await look(at("2026-09-07T03:00", "+00:00"));
    expect(await facts("invoice.overdue")).toBe(1);
  });
});

test("the dry run names tomorrow's cuts, and the job then makes exactly those", async () => {
  const [policy] = await listPolicies(owner);
  const people = await Promise.all([
    debtor({ name: "Cut" }),
    debtor({ name: "Exempt", exempt: true }),
    debtor({ name: "Promise" }),
    debtor({ name: "Pays" }),
  ]);
  const oneOff = await scene.customer({ name: "One-off" });
  const shop = await scene.service(oneOff);
  await scene.invoice(oneOff, { dueOn: "2026-07-01", kind: "manual", services: [shop] });
  await look(at("2026-07-08T10:00"));
  await grantPromise(by("2026-07-10T10:00"), {
    customerId: people[2]?.customerId ?? "",
    dueOn: "2026-07-14",
  });
  const dry = await whoWouldBeCut(by("2026-07-12T20:00"), {});
  const named = (outcome: string) =>
    dry.rows
      .filter((row) => row.outcome === outcome)
      .map(({ customerName, reason }) => `${customerName}: ${reason}`)
      .toSorted();
  expect(dry).toMatchObject({ day: "2026-07-13", counts: { cut: 2, putOff: 1, spared: 2 } });
  expect(named("cut")).toEqual(["Cut: due", "Pays: due"]);
  expect(named("put_off")).toEqual(["Promise: promise"]);
  expect(named("spared")).toEqual(["Exempt: exempt", "One-off: oneOff"]);
  expect(policy?.isDefault).toBe(true);
  for (const time of ["00:15", "09:00", "12:00", "16:45"]) await look(at(`2026-07-13T${time}`));
  const cut = await rows<{ id: string }>(
    sql`select id from services where 'debt' = any(holds) order by id`,
  );
  const foreseen = dry.rows.filter(({ outcome }) => outcome === "cut");
  expect(cut.map(({ id }) => id)).toEqual(foreseen.map(({ serviceId }) => serviceId).toSorted());
  const other = await whoWouldBeCut(by("2026-07-12T20:00"), { day: "2026-07-14" });
  expect(other.counts.cut).toBe(0);
});
