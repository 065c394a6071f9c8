import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { addDays } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import { bouncePayment } from "@/server/modules/payments/bounce-payment";
import { recordPayment } from "@/server/modules/payments/record-payment";
import { pauseService } from "@/server/modules/subscriptions/pause-service";
import { resumeService } from "@/server/modules/subscriptions/resume-service";
import { voidInvoice } from "@/server/modules/billing/void-invoice";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type DebtScene, debtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { addBlackout } from "./add-blackout";
import { cancelPromise } from "./cancel-promise";
import { overdueSuspend } from "./climb-ladder";
import { grantPromise } from "./grant-promise";
import { listPolicies } from "./list-policies";
import { replayPolicy } from "./replay-policy";
import type { PolicyDto } from "./schema";

/** `MONTHS=20 vitest run …/replay-policy.test.ts` lives through more of them. */
const MONTHS = Number(process.env.MONTHS ?? 3);
const ZONE = "-05:00";
/** The replay's thirty days end on the last of July 2026. */
const [FROM, UNTIL] = ["2026-07-02", "2026-07-31"];

let tenant: TestTenant;
let owner: Ctx;
let scene: DebtScene;
beforeEach(async () => {
  tenant = await mintTenant({ timeZone: "America/Lima" });
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  scene = debtScene(tenant.ctx);
});

const when = (local: string) => new Date(`${local}:00${ZONE}`);
const by = (local: string): Ctx => ({ ...owner, now: when(local) });
const look = (local: string) => {
  const ctx = { ...tenant.ctx, now: when(local) };
  const tick = { schedule: "overdue.suspend", period: "p", at: ctx.now.toISOString(), after: null };
  return overdueSuspend.handle(ctx, tick, {
    ...{ name: "overdue.suspend", jobId: newId(), attempt: 1, timeoutMs: 600_000 },
    signal: new AbortController().signal,
    deadline: new Date(Date.now() + 600_000),
  });
};
const rows = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  inTenant(tenant.ctx, async (tx) => (await tx.execute<T>(query)).rows);

async function debtor(dueOn: string, issuedOn: string, total = 10_000) {
  const customerId = await scene.customer({ name: "Rosa" });
  const serviceId = await scene.service(customerId);
  const invoiceId = await invoice({ customerId, serviceId }, dueOn, issuedOn, total);
  return { customerId, serviceId, invoiceId };
}

async function invoice(
  { customerId, serviceId }: { customerId: string; serviceId: string },
  dueOn: string,
  issuedOn: string,
  total: number,
) {
  const invoiceId = await scene.invoice(customerId, {
    ...{ dueOn, issuedOn, total, services: [serviceId] },
  });
  await rows(
    sql`update invoices set created_at = (${issuedOn}::timestamp at time zone 'America/Lima') where id = ${invoiceId}`,
  );
  return invoiceId;
}

const pay = (local: string, customerId: string, amountMinor: number) =>
  recordPayment(by(local), { customerId, method: "cash", amountMinor, currency: "PEN" });

/** What the ladder really did within the thirty days. */
const lived = async () =>
  (
    await rows<{ step: string }>(sql`
      select concat_ws(' ', i.full_number, d.kind, d.on_day::text) as step from dunning_steps d
      join invoices i on i.id = d.invoice_id and i.tenant_id = d.tenant_id
      where d.outcome in ('done', 'undone') and d.reason <> 'superseded' and d.on_day between ${FROM} and ${UNTIL}`)
  )
    .map(({ step }) => step)
    .toSorted();

const draftOf = ({ id: policyId, steps, ...policy }: PolicyDto, over: object = {}) => ({
  policyId,
  steps: steps.map((step) => ({ ...step, kind: step.kind as "cut" })),
  cutFrom: policy.cutFrom,
  cutUntil: policy.cutUntil,
  noCutWeekdays: policy.noCutWeekdays,
  skipHolidays: policy.skipHolidays,
  skipEveOfHolidays: policy.skipEveOfHolidays,
  floorMinor: policy.floorMinor,
  oneOffCuts: policy.oneOffCuts,
  ...over,
});
const ladder = async () => {
  const [policy] = await listPolicies(owner);
  if (!policy) throw new Error("no ladder");
  return policy;
};
const replayed = async (over: object = {}) =>
  replayPolicy(by("2026-08-01T12:00"), draftOf(await ladder(), over));

/** What may befall a customer: the day, the minute at which nobody looks, and what. */
type Blow = { who: number; day: number; hour: number; act: keyof typeof acts; amount: number };
type Debtor = Awaited<ReturnType<typeof debtor>>;
const quiet = (work: Promise<unknown>) => work.catch(() => undefined);
const last: { promise?: string; payment?: string } = {};
const acts = {
  pay: async (at: string, { customerId }: Debtor, amount: number) => {
    last.payment = (await pay(at, customerId, amount)).id;
  },
  payAll: (at: string, { customerId }: Debtor) => pay(at, customerId, 30_000),
  bounce: async (at: string) => {
    if (last.payment)
      await quiet(bouncePayment(by(at), { paymentId: last.payment, reason: "no funds" }));
  },
  promise: async (at: string, { customerId }: Debtor, amount: number) => {
    const dueOn = addDays(at.slice(0, 10), amount % 6);
    last.promise = await grantPromise(by(at), { customerId, dueOn }).then(
      ({ id }) => id,
      () => last.promise,
    );
  },
  takeBack: async (at: string) => {
    if (last.promise) await quiet(cancelPromise(by(at), { promiseId: last.promise }));
  },
  pause: (at: string, { serviceId }: Debtor) =>
    quiet(pauseService(by(at), { serviceId, reason: "holidays" })),
  resume: (at: string, { serviceId }: Debtor) => quiet(resumeService(by(at), { serviceId })),
  void: (at: string, { invoiceId }: Debtor) =>
    quiet(voidInvoice(by(at), { invoiceId, reason: "a mistake" })),
  blackout: (at: string) =>
    addBlackout(by(at), {
      ...{ fromDay: at.slice(0, 10), reason: "fiesta" },
      toDay: addDays(at.slice(0, 10), 2),
    }),
} satisfies Record<string, (at: string, who: Debtor, amount: number) => Promise<unknown>>;

const blow: fc.Arbitrary<Blow> = fc.record({
  who: fc.nat(2),
  day: fc.integer({ min: 0, max: 44 }),
  hour: fc.constantFrom(7, 9, 12, 18),
  act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
  amount: fc.integer({ min: 500, max: 12_000 }),
});

describe("a ladder over the last month", () => {
  test("that is today's takes exactly the steps that the product took, whatever happened", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(blow, { minLength: 4, maxLength: 14 }), async (blows) => {
        tenant = await mintTenant({ timeZone: "America/Lima" });
        ({ ctx: owner } = await mintStaff(tenant, "owner"));
        scene = debtScene(tenant.ctx);
        const people = [
          await debtor("2026-06-25", "2026-06-18"),
          await debtor("2026-07-05", "2026-06-28"),
          await debtor("2026-06-20", "2026-06-18", 4_000),
        ];
        const [first] = people;
        if (first) await invoice(first, "2026-07-10", "2026-07-02", 8_000);
        await liveThrough(blows, people);
        const { rows: seen } = await replayed();
        const steps = seen.map(
          ({ invoice: number, kind, currentOn }) => `${number} ${kind} ${currentOn}`,
        );
        expect(steps.length).toBeGreaterThan(0);
        expect(steps.toSorted()).toEqual(await lived());
        expect(seen.filter(({ currentOn, draftOn }) => currentOn !== draftOn)).toEqual([]);
      }),
      { numRuns: MONTHS, endOnFailure: true },
    );
  }, 600_000);
});

describe("another ladder over the same month", () => {
  test("shows fewer days of grace as cuts of people who paid within three days, day by day, and writes nothing", async () => {
    const late = await debtor("2026-07-01", "2026-06-20");
    await debtor("2026-07-01", "2026-06-20");
    for (let day = "2026-06-25"; day <= "2026-07-31"; day = addDays(day, 1)) {
      await look(`${day}T10:00`);
      // Cut on Monday the 13th; the ladder below would have cut on the 8th, two days before this.
      if (day === "2026-07-10") await pay(`${day}T11:00`, late.customerId, 10_000);
    }
    const before =
      await rows(sql`select count(*)::int as n from dunning_steps union all select count(*)::int from messages
      union all select count(*)::int from events union all select count(*)::int from service_holds`);
    const own = draftOf(await ladder()).steps;
    const steps = own.map((step) => (step.kind === "cut" ? { ...step, offsetDays: 7 } : step));
    const seen = await replayed({ steps });
    expect(seen).toMatchObject({ from: FROM, until: UNTIL, customers: 2 });
    expect(seen.totals.find(({ kind }) => kind === "cut")).toMatchObject({ current: 1, draft: 2 });
    expect(seen.cutThoughPaying).toEqual({ current: 0, draft: 1 });
    const cuts = seen.rows.filter(({ kind }) => kind === "cut");
    expect(cuts.map(({ currentOn, draftOn, paidOn }) => [currentOn, draftOn, paidOn])).toEqual(
      expect.arrayContaining([
        [null, "2026-07-08", "2026-07-10"],
        ["2026-07-13", "2026-07-08", null],
      ]),
    );
    expect(seen.days.find(({ day }) => day === "2026-07-08")?.cut).toEqual({
      current: 0,
      draft: 2,
    });
    expect(
      await rows(sql`select count(*)::int as n from dunning_steps union all select count(*)::int from messages
      union all select count(*)::int from events union all select count(*)::int from service_holds`),
    ).toEqual(before);
  });

  test("shows only the customers within one's reach, and refuses what does not go together", async () => {
    await debtor("2026-07-01", "2026-06-20");
    const { ctx: sales } = await mintStaff(tenant, "technician");
    const draft = draftOf(await ladder());
    await expect(async () => replayPolicy(sales, draft)).rejects.toThrow("forbidden");
    const upside = { ...draft, cutFrom: "17:00", cutUntil: "09:00" };
    await expect(async () => replayPolicy(owner, upside)).rejects.toThrow("dunning_hours_empty");
    const stranger = await mintTenant();
    const { ctx: theirs } = await mintStaff(stranger, "owner");
    const them = { ...theirs, now: when("2026-08-01T12:00") };
    await expect(replayPolicy(them, draft)).rejects.toMatchObject({ key: "not_found" });
    const { policyId: _policyId, ...ownDraft } = draft;
    const none = await replayPolicy(them, ownDraft);
    expect([none.customers, none.rows]).toEqual([0, []]);
  });
});

async function liveThrough(blows: readonly Blow[], people: readonly Debtor[]): Promise<void> {
  delete last.promise;
  delete last.payment;
  for (let day = 0; day <= 43; day++) {
    const today = addDays("2026-06-18", day);
    for (const hour of [7, 9, 12, 18]) {
      const [before, after] = [hour, hour + 1].map((h) => `${today}T${String(h).padStart(2, "0")}`);
      await look(`${before}:00`);
      const now = blows.filter((one) => one.day === day && one.hour === hour);
      for (const { who, act, amount } of now) {
        const person = people[who];
        if (person) await acts[act](`${before}:50`, person, amount);
      }
      if (now.length > 0) await look(`${after}:00`);
    }
  }
}
