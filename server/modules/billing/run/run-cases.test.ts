import { type SQL, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { JobDelivery } from "@/server/jobs/define-job";
import { dayIn } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { playPlan, playPost, playRun } from "@/server/testing/billing-run/play-run";
import { addCustomer, addService, openScene, type Scene } from "@/server/testing/billing-run/scene";
import { asJobs } from "@/server/testing/queue-rigs/graphile-rig";
import { billingRun } from "../jobs";
import { documentLegs, type Share } from "../rules/documents/legs";
import { getRun } from "./get-run";
import { planChunk } from "./plan-chunk";
import { planRun } from "./plan-run";
import { postRun } from "./post-run";
import { retryExceptions } from "./retry-exceptions";
import { runDifference } from "./run-difference";

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});

const ask = async <T = Record<string, unknown>>(query: SQL): Promise<T[]> =>
  (await inTenant(scene.tenant.ctx, (tx) => tx.execute(query))).rows as T[];
const noon = (day: string) => scene.at(`${day}T17:00:00Z`);
const compare = async (runId: string, day: string) =>
  runDifference(noon(day), { runId, cursor: 0, limit: 50 });

/** A customer of that name with one service from January on. */
async function served(name: string, over: Partial<Parameters<typeof addService>[1]> = {}) {
  const customerId = await addCustomer(scene, name);
  const id = await addService(scene, { customerId, startedOn: "2027-01-01", ...over });
  return { customerId, id };
}

test("a run says to the cent what differs from last month, for whom and why", async () => {
  const [same, dearer, gone, less] = [
    await served("Igual"),
    await served("Sube", { ownPrice: "50.00" }),
    await served("Se va"),
    await served("Descuento"),
  ];
  await playRun(noon("2027-01-01"));
  await served("Nueva", { startedOn: "2027-02-01", itemId: scene.otherItemId });
  await ask(
    sql`update services set state = 'cancelled', next_bill_on = null where id = ${gone.id}`,
  );
  await ask(sql`update service_terms set own_price = 62.50 where service_id = ${dearer.id}`);
  await ask(sql`insert into charges (tenant_id, customer_id, service_id, kind, description, basis, amount, currency, tax_class_id, recurring, starts_on)
    values (${scene.tenant.id}, ${less.customerId}, ${less.id}, 'discount', 'Lealtad', 'percent', -10, 'PEN', ${scene.taxClassId}, true, '2027-02-01')`);
  const { id } = await playPlan(noon("2027-02-01"));
  const said = await compare(id, "2027-02-01");
  expect(said).toMatchObject({ from: "2027-01-01", to: "2027-02-01", nextCursor: null });
  expect(said.groups).toEqual([
    { currency: "PEN", kind: "down", customers: 1, beforeMinor: 5_990, nowMinor: 5_391 },
    { currency: "PEN", kind: "gone", customers: 1, beforeMinor: 5_990, nowMinor: 0 },
    { currency: "PEN", kind: "new", customers: 1, beforeMinor: 0, nowMinor: 9_990 },
    { currency: "PEN", kind: "same", customers: 1, beforeMinor: 5_990, nowMinor: 5_990 },
    { currency: "PEN", kind: "up", customers: 1, beforeMinor: 5_000, nowMinor: 6_250 },
  ]);
  expect(said.items.map(({ customerName, reasons }) => [customerName, reasons])).toEqual([
    ["Nueva", ["first"]],
    ["Se va", ["ended"]],
    ["Sube", ["price"]],
    ["Descuento", ["discount"]],
  ]);
  expect(said.items.some(({ customerId }) => customerId === same.customerId)).toBe(false);
  // What was posted is what was shown.
  await playPost(noon("2027-02-01"), id);
  expect((await compare(id, "2027-02-01")).groups).toEqual(said.groups);
});

test("retried exceptions are planned anew once they are mended; the others keep their lines and documents", async () => {
  const well = await served("Ana");
  const ill = await served("Luis", { currency: "USD" });
  const { id } = await playPlan(noon("2027-01-01"));
  const documentOf = async (customerId: string) =>
    (
      await ask<{ invoice: string | null }>(
        sql`select invoice_id as invoice from billing_run_lines where run_id = ${id} and customer_id = ${customerId}`,
      )
    ).map(({ invoice }) => invoice);
  const kept = await documentOf(well.customerId);
  expect(await documentOf(ill.customerId)).toEqual([null]);
  const replan = async () => {
    expect(await retryExceptions(noon("2027-01-01"), { runId: id })).toMatchObject({
      status: "planning",
    });
    while (await planChunk(noon("2027-01-01"), id, 1)) continue;
    return getRun(noon("2027-01-01"), { runId: id });
  };
  // Nothing was mended: the same exception again, once.
  expect(await replan()).toMatchObject({
    status: "planned",
    customers: 2,
    invoices: 1,
    exceptions: 1,
  });
  await ask(sql`update services set currency = 'PEN' where id = ${ill.id}`);
  expect(await replan()).toMatchObject({
    ...{ status: "planned", customers: 2, invoices: 2, lines: 2, exceptions: 0 },
    totals: [
      { currency: "PEN", invoices: 2, netMinor: 10_152, taxMinor: 1_828, totalMinor: 11_980 },
    ],
  });
  expect(await documentOf(well.customerId)).toEqual(kept);
  expect(await playPost(noon("2027-01-01"), id)).toMatchObject({ invoices: 2, postedInvoices: 2 });
  await expect(retryExceptions(noon("2027-01-01"), { runId: id })).rejects.toThrow(
    "run_not_planned",
  );
});

test("a document in dollars freezes the day's rate, and its legs are those of the rule, to the cent", async () => {
  const { id: tenantId } = scene.tenant;
  const [book, lima, cusco] = [newId(), newId(), newId()];
  await ask(
    sql`insert into price_books (id, tenant_id, name, currency, tax_included, is_default) values (${book}, ${tenantId}, 'Dólares', 'USD', true, false)`,
  );
  await ask(
    sql`insert into branches (id, tenant_id, code, name) values (${lima}, ${tenantId}, 'LIM', 'Lima'), (${cusco}, ${tenantId}, 'CUZ', 'Cusco')`,
  );
  await ask(sql`insert into fx_rates (tenant_id, currency, on_day, rate, source) values
    (${tenantId}, 'USD', '2026-12-30', 3.6, 'manual'), (${tenantId}, 'USD', '2027-01-01', 3.7513, 'manual')`);
  const { customerId, id } = await served("Minera", { currency: "USD", ownPrice: "33.33" });
  const other = await addService(scene, {
    customerId,
    startedOn: "2027-01-01",
    currency: "USD",
    ownPrice: "17.77",
  });
  await ask(sql`update services set price_book_id = ${book}, branch_id = case when id = ${id} then ${lima}::uuid else ${cusco}::uuid end
    where id in (${id}, ${other})`);
  await served("Rosa");
  expect((await playRun(noon("2027-01-01"))).totals).toMatchObject([
    { currency: "PEN" },
    { currency: "USD", invoices: 1, totalMinor: 5_110 },
  ]);
  const [invoice] = await ask<{ id: string; rate: string }>(
    sql`select id, fx_rate::float8 as rate from invoices where currency = 'USD'`,
  );
  expect(invoice?.rate).toBe(3.7513);
  const lines = await ask<{ net: number; tax: number; branch: string }>(
    sql`select net_minor::int as net, tax_minor::int as tax, branch_id as branch from invoice_lines where invoice_id = ${invoice?.id}`,
  );
  const shares = lines.flatMap(({ net, tax, branch: branchId }): Share[] => [
    { account: "revenue", amountMinor: -net, branchId },
    { account: "tax", amountMinor: -tax, branchId },
  ]);
  const expected = documentLegs(
    customerId,
    { currency: "USD", rate: "3.7513", baseCurrency: "PEN" },
    { account: "receivable", amountMinor: 5_110 },
    shares,
  );
  const legs = await ask<{ account: string; amount: number; base: number }>(
    sql`select account, amount_minor::int as amount, base_minor::int as base from ledger_legs where entry_id = ${invoice?.id} order by account, amount`,
  );
  const by = (a: { account: string; amount: number }, b: typeof a) =>
    a.account.localeCompare(b.account) || a.amount - b.amount;
  expect(legs.toSorted(by)).toEqual(
    expected
      .map(({ account, amountMinor, baseMinor }) => ({
        account,
        amount: amountMinor,
        base: baseMinor,
      }))
      .toSorted(by),
  );
  expect(legs.reduce((sum, { base }) => sum + base, 0)).toBe(0);
});

test("each unit's documents take numbers of its own series, without a gap over chunks; a unit without one shares the tenant's", async () => {
  const { id: tenantId } = scene.tenant;
  const [net, works, shop] = [newId(), newId(), newId()];
  await ask(sql`insert into business_units (id, tenant_id, code, name) values (${net}, ${tenantId}, 'NET', 'Internet'),
    (${works}, ${tenantId}, 'OBRAS', 'Obras'), (${shop}, ${tenantId}, 'SHOP', 'Tienda')`);
  await ask(sql`insert into document_series (tenant_id, kind, prefix, business_unit_id, next_number) values
    (${tenantId}, 'invoice', 'NET-', ${net}, 1), (${tenantId}, 'invoice', 'OBR-', ${works}, 500)`);
  for (let i = 0; i < 3; i++)
    for (const businessUnitId of [net, works, shop, null])
      await served(`C${i}`, { businessUnitId });
  // One customer with services of two units has two documents.
  const both = await served("Dos", { businessUnitId: net });
  await addService(scene, {
    customerId: both.customerId,
    startedOn: "2027-01-01",
    businessUnitId: works,
  });
  const { id } = await playPlan(noon("2027-01-01"));
  expect(await playPost(noon("2027-01-01"), id, 2)).toMatchObject({ invoices: 14 });
  expect(
    await ask(sql`select s.prefix, array_agg(i.number::int order by i.number) as numbers, s.next_number::int as next,
      count(distinct coalesce(i.business_unit_id::text, '-'))::int as units
      from invoices i join document_series s on s.id = i.series_id group by s.prefix, s.next_number order by s.prefix`),
  ).toEqual([
    { prefix: "NET-", numbers: [1, 2, 3, 4], next: 5, units: 1 },
    { prefix: "NV01-", numbers: [1, 2, 3, 4, 5, 6], next: 7, units: 2 },
    { prefix: "OBR-", numbers: [500, 501, 502, 503], next: 504, units: 1 },
  ]);
});

const delivery = (name: string): JobDelivery => ({
  ...{ jobId: newId(), name, attempt: 1, signal: new AbortController().signal },
  ...{ deadline: new Date(Date.now() + 60_000), timeoutMs: 60_000 },
});
async function lastJob<T>(name: string): Promise<T | undefined> {
  const { rows } = await asJobs<{ data: T }>(
    "select payload->'payload' as data from graphile_worker._private_jobs where payload->>'tenant' = $1 and payload->>'job' = $2 order by id desc limit 1",
    [scene.tenant.id, name],
  );
  return rows[0]?.data;
}

test.each([true, false])(
  "the daily run posts what it planned only where the tenant lets it: %s",
  async (autoApprove) => {
    const now = new Date();
    const today = dayIn("America/Lima", now);
    await served("Ana", { startedOn: `${today.slice(0, 8)}01` });
    await ask(sql`insert into tenant_settings (tenant_id, module, data, version)
      values (${scene.tenant.id}, 'billing', ${JSON.stringify({ autoApprove })}::jsonb, 1)`);
    const ctx = systemCtx(scene.tenant.id, "test", { now });
    const tick = { schedule: "billing.run", period: today, at: now.toISOString(), waited: true };
    await billingRun.handle(ctx, tick, delivery("billing.run"));
    const plan = await lastJob<{ runId: string; autoApprove: boolean }>("billing.plan");
    expect(plan).toMatchObject({ autoApprove });
    if (!plan) return;
    await planRun.handle(ctx, plan, delivery("billing.plan"));
    const post = await lastJob<{ runId: string }>("billing.post");
    expect(post).toEqual(autoApprove ? { runId: plan.runId } : undefined);
    if (post) await postRun.handle(ctx, post, delivery("billing.post"));
    expect(await getRun(scene.at(now.toISOString()), plan)).toMatchObject({
      ...{ status: autoApprove ? "posted" : "planned", invoices: 1, approvedBy: null },
      postedInvoices: autoApprove ? 1 : 0,
    });
  },
);
