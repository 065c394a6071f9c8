import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { messageLog, mintCustomer } from "@/server/testing/whatsapp-scene";
import { tellOfServices } from "./tell-of-services";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await mintTenant();
});

/** A service that is held for the reasons, of a customer that owes 89.90. */
async function service(holds: string[], owedMinor = 8990): Promise<string> {
  const customerId = await mintCustomer(tenant);
  const [id, itemId, taxId] = [newId(), newId(), newId()];
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(
      sql`insert into tax_classes (id, tenant_id, code, name) values (${taxId}, ${tenant.id}, ${taxId}, 'IGV')`,
    );
    await tx.execute(
      sql`insert into catalog_items (id, tenant_id, code, name, kind, tax_class_id) values (${itemId}, ${tenant.id}, ${itemId}, 'Fibra 200 Mbps', 'subscription', ${taxId})`,
    );
    await tx.execute(
      sql`insert into services (id, tenant_id, number, customer_id, item_id, currency, billing_mode, anchor_day, holds)
        values (${id}, ${tenant.id}, ${Math.floor(Math.random() * 1e9)}, ${customerId}, ${itemId}, 'PEN', 'prepaid', 1, ${sql.param(holds)}::text[])`,
    );
    await tx.execute(
      sql`insert into customer_balances (tenant_id, customer_id, currency, receivable_minor) values (${tenant.id}, ${customerId}, 'PEN', ${owedMinor})`,
    );
  });
  return id;
}
const tell = (serviceId: string, on: boolean, eventId = newId()) =>
  inTenant(tenant.ctx, (tx) => tellOfServices(tenant.ctx, tx, [{ serviceId, eventId }], { on }));

test("who is cut for debt is told which service and how much, once for each cut, at any hour", async () => {
  const id = await service(["debt"]);
  const eventId = newId();
  await tell(id, false, eventId);
  await tell(id, false, eventId);
  expect(await messageLog(tenant)).toMatchObject([
    {
      ...{ event: "billing.serviceSuspended", status: "queued", quiet_hours: false },
      params: { service: "Fibra 200 Mbps", amount: "89.90 PEN", url: "/" },
    },
  ]);
});

test("a cut for another reason, or without a debt, asks nobody for money; being back is said", async () => {
  const id = await service(["admin"]);
  await tell(id, false);
  await tell(await service(["debt"], 0), false);
  await tell(newId(), false);
  expect(await messageLog(tenant)).toEqual([]);
  await tell(id, true);
  expect(await messageLog(tenant)).toMatchObject([{ event: "billing.serviceReconnected" }]);
});

test("a lot is told each of its own: service, amount and the place to pay, and only who owes", async () => {
  const [one, two] = [await service(["debt"]), await service(["debt"], 1_200)];
  const seen = [one, await service(["admin"]), two].map((serviceId) => ({
    ...{ serviceId, eventId: newId() },
  }));
  await inTenant(tenant.ctx, (tx) =>
    tellOfServices(tenant.ctx, tx, seen, {
      on: false,
      payPaths: async (customerIds) => customerIds.map((_, place) => `/pay/${place}`),
    }),
  );
  const told = await messageLog(tenant);
  expect(told.map(({ params }) => (params as { amount: string }).amount).toSorted()).toEqual([
    ...["12.00 PEN", "89.90 PEN"],
  ]);
});
