import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { refreshPlain } from "@/server/modules/subscriptions/refresh-plain";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { Ctx } from "@/server/tenancy/context";
import { type ModelService, playModel } from "@/server/testing/billing-run/plain-model";
import { playRun } from "@/server/testing/billing-run/play-run";
import { addCustomer, addService, openScene, type Scene } from "@/server/testing/billing-run/scene";

const FIRST = "2027-08-31";
const LAST = "2028-09-30";
const days: string[] = [];
for (let at = Date.parse(FIRST); at <= Date.parse(LAST); at += 86_400_000)
  days.push(new Date(at).toISOString().slice(0, 10));

const base = (over: Partial<ModelService>): ModelService => ({
  ...{ mode: "prepaid", months: 1, anchor: 1, start: "2027-09-01", prices: [], holds: [] },
  ...over,
});
const at = (from: string, minor: number) => ({ from, minor });

/** Every mode, interval and anchor, then what happens to services in a year. */
function specs(): ModelService[] {
  const plain = (["prepaid", "postpaid"] as const).flatMap((mode) =>
    [1, 3, 12].flatMap((months) =>
      [1, 15, 28, 29, 30, 31].map((anchor) =>
        base({
          mode,
          months,
          anchor,
          start: anchor === 31 ? "2027-08-31" : `2027-09-${String(anchor).padStart(2, "0")}`,
        }),
      ),
    ),
  );
  const both = (over: Partial<ModelService>) =>
    (["prepaid", "postpaid"] as const).map((mode) => base({ ...over, mode }));
  const eventful = [
    both({ start: "2027-09-11", anchor: 1 }),
    both({ start: "2027-09-11", months: 3, anchor: 31 }),
    both({ prices: [at("2027-11-17", 9_990)] }),
    both({
      prices: [at("2028-02-29", 12_345), at("2028-05-01", 4_001)],
      anchor: 15,
      start: "2027-09-15",
    }),
    both({ holds: [{ reason: "pause", from: "2027-11-20", to: "2028-02-10" }] }),
    both({
      holds: [{ reason: "pause", from: "2028-01-05", to: "2028-01-09" }],
      anchor: 28,
      start: "2027-09-28",
    }),
    both({
      holds: [{ reason: "debt", from: "2027-12-15", to: "2028-03-03" }],
      anchor: 30,
      start: "2027-09-30",
    }),
    both({ discount: { percent: 15, cycles: 4 } }),
    both({ discount: { percent: 33, cycles: 2 }, start: "2027-09-20", anchor: 29 }),
    both({ once: { on: "2028-01-10", minor: 2_500 } }),
    both({ moved: { on: "2028-02-20", anchor: 15 } }),
    both({ moved: { on: "2028-03-05", anchor: 31 }, start: "2027-09-28", anchor: 28 }),
  ].flat();
  return [...plain, ...eventful].map((spec, index) => ({
    ...spec,
    prices: [at(spec.start, 5_990 + index * 7), ...spec.prices],
  }));
}

type Placed = { spec: ModelService; customerId: string; serviceId: string };

async function place(scene: Scene, spec: ModelService): Promise<Placed> {
  const customerId = await addCustomer(scene);
  const serviceId = await addService(scene, {
    ...{ customerId, startedOn: spec.start, billingMode: spec.mode, intervalMonths: spec.months },
    ...{ anchorDay: spec.anchor, ownPrice: major(spec.prices[0]?.minor ?? 0) },
  });
  const { tenant, taxClassId } = scene;
  const { discount, once } = spec;
  await inTenant(tenant.ctx, async (tx) => {
    const charge = (
      kind: string,
      basis: string,
      amount: string,
      recurring: boolean,
      startsOn: string,
      cycles: number | null,
    ) =>
      tx.execute(sql`insert into charges (tenant_id, customer_id, service_id, kind, description, basis, amount, currency, tax_class_id, recurring, starts_on, cycles_left)
        values (${tenant.id}, ${customerId}, ${serviceId}, ${kind}, ${kind}, ${basis}, ${amount}, 'PEN', ${taxClassId}, ${recurring}, ${startsOn}, ${cycles})`);
    if (discount)
      await charge(
        "discount",
        "percent",
        `-${discount.percent}`,
        true,
        spec.start,
        discount.cycles,
      );
    if (once) await charge("charge", "fixed", major(once.minor), false, once.on, null);
    await refreshPlain(tenant.ctx, tx, [serviceId]);
  });
  return { spec, customerId, serviceId };
}

const major = (minor: number) => (minor / 100).toFixed(2);

/** What happens on the day, as its own module would write it. */
async function live(
  scene: Scene,
  ctx: Ctx,
  { spec, serviceId }: Placed,
  day: string,
): Promise<void> {
  const { id } = scene.tenant;
  const changes = spec.prices.slice(1).filter(({ from }) => from === day);
  const placed = spec.holds.filter(({ from }) => from === day);
  const lifted = spec.holds.filter(({ to }) => to === day);
  const moved = spec.moved?.on === day ? spec.moved : undefined;
  if (changes.length + placed.length + lifted.length === 0 && !moved) return;
  await inTenant(ctx, async (tx) => {
    // Two changes in a day: only the last one counts.
    for (const { minor } of changes.flatMap((change) => [{ minor: 77_700 }, change]))
      await tx.execute(sql`insert into service_terms (tenant_id, service_id, starts_on, item_id, own_price)
        values (${id}, ${serviceId}, ${day}, ${scene.otherItemId}, ${major(minor)})
        on conflict (tenant_id, service_id, starts_on) do update set own_price = excluded.own_price`);
    for (const { reason } of placed)
      await tx.execute(sql`insert into service_holds (tenant_id, service_id, reason, placed_by, placed_at, placed_on)
        values (${id}, ${serviceId}, ${reason}, 'test', ${ctx.now.toISOString()}, ${day})`);
    for (const { reason } of lifted)
      await tx.execute(sql`update service_holds set lifted_at = ${ctx.now.toISOString()}, lifted_on = ${day}, lifted_by = 'test'
        where service_id = ${serviceId} and reason = ${reason}`);
    if (moved)
      await tx.execute(sql`update services set anchor_day = ${moved.anchor},
        next_bill_on = app.bill_on(billing_mode, next_period_on, ends_on, ${moved.anchor}, interval_months, 0) where id = ${serviceId}`);
    await refreshPlain(ctx, tx, [serviceId]);
  });
}

/** Lives through the year, billing on the days that `bills` picks; gives the days on which there was a run. */
async function liveYear(
  scene: Scene,
  placed: readonly Placed[],
  instantOf: (day: string) => string,
  bills: (day: string) => boolean = () => true,
) {
  const runDays: string[] = [];
  for (const day of days) {
    const ctx = scene.at(instantOf(day));
    for (const one of placed) await live(scene, ctx, one, day);
    if (!bills(day)) continue;
    runDays.push(day);
    const { rows } = await inTenant(ctx, (tx) =>
      tx.execute(sql`select 1 from services where next_bill_on <= ${day} limit 1`),
    );
    if (rows.length > 0)
      expect(await playRun(ctx)).toMatchObject({ status: "posted", exceptions: 0 });
  }
  return runDays;
}

async function agrees(
  scene: Scene,
  placed: readonly Placed[],
  runDays: readonly string[],
): Promise<number> {
  const ask = async <T>(query: ReturnType<typeof sql>) =>
    (await inTenant(scene.tenant.ctx, (tx) => tx.execute(query))).rows as T[];
  const [billed, skipped] = [
    await ask<{
      customer: string;
      start: string;
      end: string;
      issued: string;
      total: number;
      net: number;
    }>(sql`
      select customer_id as customer, period_start::text as start, period_end::text as "end", issued_on::text as issued,
        total_minor::float8 as total, net_minor::float8 as net from invoices order by period_start, number`),
    await ask<{ service: string; start: string; end: string }>(sql`
      select service_id as service, period_start::text as start, period_end::text as "end" from billed_periods
      where outcome = 'skipped' order by period_start`),
  ];
  let [net, total] = [0, 0];
  for (const { spec, customerId, serviceId } of placed) {
    const model = playModel(spec, runDays);
    const said = JSON.stringify(spec);
    const mine = billed
      .filter(({ customer }) => customer === customerId)
      .map(({ customer: _customer, ...rest }) => rest);
    expect(mine, said).toEqual(model.invoices);
    const passed = skipped
      .filter(({ service }) => service === serviceId)
      .map(({ service: _service, ...rest }) => rest);
    expect(passed, said).toEqual(model.skips);
    for (const invoice of model.invoices) [net, total] = [net + invoice.net, total + invoice.total];
  }
  const books =
    await ask(sql`select sum(base_minor)::float8 as all, sum(amount_minor) filter (where account = 'receivable')::float8 as receivable,
    -sum(amount_minor) filter (where account = 'revenue')::float8 as revenue, -sum(amount_minor) filter (where account = 'tax')::float8 as tax from ledger_legs`);
  expect(books).toEqual([{ all: 0, receivable: total, revenue: net, tax: total - net }]);
  expect(
    await ask(sql`select sum(receivable_minor)::float8 as owed from customer_balances`),
  ).toEqual([{ owed: total }]);
  const numbers = await ask<{ n: number }>(
    sql`select number::float8 as n from invoices order by number`,
  );
  expect(numbers.map(({ n }) => n)).toEqual(numbers.map((_, index) => index + 1));
  expect((await verifyChain(scene.tenant.ctx)).ok).toBe(true);
  return numbers.length;
}

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

test.each([
  // UTC stands at the next day already: the tenant's own calendar decides.
  [
    "UTC−5, half an hour before midnight",
    "America/Lima",
    (day: string) => `${dayAfter(day)}T04:30:00Z`,
  ],
  [
    "UTC−3, half an hour after it",
    "America/Argentina/Buenos_Aires",
    (day: string) => `${day}T03:30:00Z`,
  ],
])(
  "thirteen months of every billing mode in %s agree with the plain model to the cent",
  async (_, timeZone, instantOf) => {
    const scene = await openScene({ timeZone });
    const placed: Placed[] = [];
    for (const spec of specs()) placed.push(await place(scene, spec));
    const runDays = await liveYear(scene, placed, instantOf);
    expect(await agrees(scene, placed, runDays)).toBeGreaterThan(300);
  },
  300_000,
);

test("runs three months late bill every period by itself, and agree with the plain model", async () => {
  const scene = await openScene();
  const placed: Placed[] = [];
  for (const spec of specs()) if (!spec.moved) placed.push(await place(scene, spec));
  const late = new Set(["2027-12-02", "2028-03-01", "2028-06-15", "2028-09-30"]);
  const runDays = await liveYear(
    scene,
    placed,
    (day) => `${day}T17:00:00Z`,
    (day) => late.has(day),
  );
  expect(await agrees(scene, placed, runDays)).toBeGreaterThan(250);
}, 120_000);
