import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { listQuery } from "@/server/modules/work/schema";
import { inTenant } from "@/server/tenancy/in-tenant";
import { playRun } from "@/server/testing/billing-run/play-run";
import { addCustomer, addService, openScene } from "@/server/testing/billing-run/scene";
import { sumInvoices } from "./sum-invoices";

test("the list's sums are of issued documents, by currency, within the filters and the tenant", async () => {
  const scene = await openScene();
  const other = await openScene();
  for (const one of [scene, scene, scene, other])
    await addService(one, { customerId: await addCustomer(one), startedOn: "2027-01-01" });
  const ctx = scene.at("2027-01-01T17:00:00Z");
  await playRun(ctx);
  await playRun(other.at("2027-01-01T17:00:00Z"));
  await inTenant(scene.tenant.ctx, async (tx) => {
    await tx.execute(
      sql`update invoices set document_status = 'voided', open_minor = 0 where number = 1`,
    );
    await tx.execute(sql`update invoices set open_minor = 990 where number = 2`);
  });
  expect(await sumInvoices(ctx, listQuery.parse({}))).toEqual([
    { currency: "PEN", totalMinor: 11_980, openMinor: 6_980, invoices: 2 },
  ]);
  expect(await sumInvoices(ctx, listQuery.parse({ filters: "dueOn=2030-01-01.." }))).toEqual([]);
});
