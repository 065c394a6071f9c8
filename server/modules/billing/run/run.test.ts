import { type SQL, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { inTenant } from "@/server/tenancy/in-tenant";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { listRunLines } from "./list-run-lines";
import { playPlan, playPost, playRun } from "@/server/testing/billing-run/play-run";
import { addCustomer, addService, openScene, type Scene } from "@/server/testing/billing-run/scene";

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});

const ask = async <T = Record<string, unknown>>(query: SQL): Promise<T[]> =>
  (await inTenant(scene.tenant.ctx, (tx) => tx.execute(query))).rows as T[];

type Issued = {
  number: number;
  total: number;
  issued: string;
  due: string;
  start: string;
  end: string;
};
const invoices = () =>
  ask<Issued>(sql`select number::int, total_minor::int as total, issued_on::text as issued, due_on::text as due,
    period_start::text as start, period_end::text as end from invoices order by number`);

test("a plain service becomes a document with lines, books, number, period and fact, once however often it runs", async () => {
  const customerId = await addCustomer(scene);
  await addService(scene, { customerId, startedOn: "2027-01-01" });
  const noon = scene.at("2027-01-01T17:00:00Z");
  const planned = await playPlan(noon);
  expect(planned).toMatchObject({
    status: "planned",
    invoices: 1,
    lines: 1,
    exceptions: 0,
    postedInvoices: 0,
  });
  expect(planned.totals).toEqual([
    { currency: "PEN", invoices: 1, netMinor: 5_076, taxMinor: 914, totalMinor: 5_990 },
  ]);
  const posted = await playPost(noon, planned.id);
  expect(posted).toMatchObject({ status: "posted", invoices: 1, postedInvoices: 1 });
  expect(await invoices()).toEqual([
    {
      number: 1,
      total: 5_990,
      issued: "2027-01-01",
      due: "2027-01-11",
      start: "2027-01-01",
      end: "2027-02-01",
    },
  ]);
  expect(
    await ask(
      sql`select account, amount_minor::int as amount from ledger_legs order by amount_minor`,
    ),
  ).toEqual([
    { account: "revenue", amount: -5_076 },
    { account: "tax", amount: -914 },
    { account: "receivable", amount: 5_990 },
  ]);
  expect(
    await ask(sql`select next_period_on::text as p, next_bill_on::text as b from services`),
  ).toEqual([{ p: "2027-02-01", b: "2027-02-01" }]);
  const facts = await ask<{ body: string }>(
    sql`select body from events where name = 'invoice.created'`,
  );
  expect(facts).toHaveLength(1);
  expect(JSON.parse(facts[0]?.body ?? "")).toMatchObject({
    payload: { number: "NV01-00000001", totalMinor: 5_990, openMinor: 5_990, kind: "recurring" },
  });
  expect((await verifyChain(scene.tenant.ctx)).ok).toBe(true);
  expect(await playRun(noon)).toMatchObject({ status: "posted", invoices: 0 });
  expect(await invoices()).toHaveLength(1);
});

test("a run three months late makes three documents, each its own period", async () => {
  const customerId = await addCustomer(scene);
  await addService(scene, { customerId, startedOn: "2027-01-31", anchorDay: 31 });
  await playRun(scene.at("2027-04-01T17:00:00Z"));
  expect((await invoices()).map(({ start, end }) => `${start}/${end}`)).toEqual([
    "2027-01-31/2027-02-28",
    "2027-02-28/2027-03-31",
    "2027-03-31/2027-04-30",
  ]);
});

test("a customer whose price is missing is left out with the reason, and billed once it is mended", async () => {
  const [well, ill] = [await addCustomer(scene, "Ana"), await addCustomer(scene, "Luis")];
  await addService(scene, { customerId: well, startedOn: "2027-01-01" });
  await addService(scene, { customerId: ill, startedOn: "2027-01-01", currency: "USD" });
  const noon = scene.at("2027-01-01T17:00:00Z");
  const run = await playRun(noon);
  expect(run).toMatchObject({ status: "posted", invoices: 1, exceptions: 1 });
  const { items } = await listRunLines(noon, {
    runId: run.id,
    show: "exceptions",
    search: "",
    limit: 50,
  });
  expect(items).toMatchObject([{ customerId: ill, error: "billing_price_missing" }]);
  await ask(sql`update services set currency = 'PEN' where customer_id = ${ill}`);
  expect(await playRun(noon)).toMatchObject({ invoices: 1, exceptions: 0 });
  expect((await invoices()).map(({ number }) => number)).toEqual([1, 2]);
});
