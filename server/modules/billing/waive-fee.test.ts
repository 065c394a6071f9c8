import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { inTenant } from "@/server/tenancy/in-tenant";
import { playRun } from "@/server/testing/billing-run/play-run";
import { addCustomer, addService, openScene, type Scene } from "@/server/testing/billing-run/scene";
import { addLateFees } from "./run/add-late-fees";
import { waiveFee } from "./waive-fee";

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
  const fee = { basis: "fixed", amount: "11.80" };
  const data = JSON.stringify({ dueDays: 0, lateFee: { fee, afterDays: 1, taxClassId: null } });
  await run(sql`insert into tenant_settings (tenant_id, module, data, version)
    values (${scene.tenant.id}, 'billing', ${data}::jsonb, 1)`);
  await addService(scene, { customerId: await addCustomer(scene), startedOn: "2027-03-01" });
  await playRun(scene.at("2027-03-01T17:00:00Z"));
});

const run = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  inTenant(scene.tenant.ctx, async (tx) => (await tx.execute<T>(query)).rows);
const fees = (day: string) => {
  const ctx = scene.at(`${day}T17:00:00Z`);
  return inTenant(ctx, (tx) => addLateFees(ctx, tx, day));
};
const lateLines = () =>
  run(
    sql`select total_minor::int as total, tax_minor::int as tax from invoice_lines where kind = 'lateFee'`,
  );

test("a late fee that was forgiven is not billed and does not come again for its invoice", async () => {
  expect(await fees("2027-03-05")).toBe(1);
  const [charge] = await run<{ id: string }>(sql`select id from charges where kind = 'lateFee'`);
  const ctx = scene.at("2027-03-06T17:00:00Z");
  const given = { chargeId: charge?.id ?? "", reason: "llamó a tiempo" };
  expect(await waiveFee(ctx, given)).toMatchObject({ kind: "lateFee", amount: "11.8" });
  expect(await fees("2027-03-07")).toBe(0);
  await playRun(scene.at("2027-04-01T17:00:00Z"));
  expect(await lateLines()).toEqual([]);
});

test("one that was billed is no longer forgiven; it stands with its tax", async () => {
  await fees("2027-03-05");
  await playRun(scene.at("2027-04-01T17:00:00Z"));
  expect(await lateLines()).toEqual([{ total: 1_180, tax: 180 }]);
  const [charge] = await run<{ id: string }>(sql`select id from charges where kind = 'lateFee'`);
  const given = { chargeId: charge?.id ?? "", reason: "llamó a tiempo" };
  await expect(waiveFee(scene.at("2027-04-02T17:00:00Z"), given)).rejects.toMatchObject({
    key: "charge_not_open",
  });
});

test("a disputed invoice and an exempt customer bear none", async () => {
  await run(sql`update invoices set disputed_at = now() where tenant_id = ${scene.tenant.id}`);
  expect(await fees("2027-03-05")).toBe(0);
  await run(sql`update invoices set disputed_at = null where tenant_id = ${scene.tenant.id}`);
  await run(sql`update customers set dunning_exempt = true where tenant_id = ${scene.tenant.id}`);
  expect(await fees("2027-03-05")).toBe(0);
});
