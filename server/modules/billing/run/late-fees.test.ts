import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { inTenant } from "@/server/tenancy/in-tenant";
import { addLateFees } from "./add-late-fees";
import { playRun } from "@/server/testing/billing-run/play-run";
import { addCustomer, addService, openScene } from "@/server/testing/billing-run/scene";

test("a late fee comes once a document, after the tenant's days and never on the day it was made, and is billed next", async () => {
  const scene = await openScene();
  const { id } = scene.tenant;
  const settings = JSON.stringify({
    ...{ dueDays: 0 },
    lateFee: { fee: { basis: "percent", percent: 5 }, afterDays: 1, taxClassId: null },
  });
  await inTenant(scene.tenant.ctx, (tx) =>
    tx.execute(
      sql`insert into tenant_settings (tenant_id, module, data, version) values (${id}, 'billing', ${settings}::jsonb, 1)`,
    ),
  );
  await addService(scene, { customerId: await addCustomer(scene), startedOn: "2027-03-01" });
  await playRun(scene.at("2027-03-01T17:00:00Z"));
  const fees = (day: string) => {
    const ctx = scene.at(`${day}T17:00:00Z`);
    return inTenant(ctx, (tx) => addLateFees(ctx, tx, day));
  };
  expect(await fees("2027-03-01")).toBe(0);
  expect(await fees("2027-03-02")).toBe(1);
  expect(await fees("2027-03-03")).toBe(0);
  await playRun(scene.at("2027-04-01T17:00:00Z"));
  const { rows } = await inTenant(scene.tenant.ctx, (tx) =>
    tx.execute(
      sql`select kind, total_minor::int as total, explanation ->> 'daysLate' as late from invoice_lines order by total_minor`,
    ),
  );
  // 5 % of 59.90.
  expect(rows).toEqual([
    { kind: "lateFee", total: 300, late: "1" },
    { kind: "recurring", total: 5_990, late: null },
    { kind: "recurring", total: 5_990, late: null },
  ]);
});
