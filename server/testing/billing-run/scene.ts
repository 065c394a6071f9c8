import { sql } from "drizzle-orm";
import type { Day } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";

/** A tenant with taxes, a book and items, into which tests and benches put customers and services straight. */
export type Scene = {
  tenant: TestTenant;
  /** The owner, at that instant. */
  at(instant: string): Ctx;
  taxClassId: string;
  itemId: string;
  otherItemId: string;
  bookId: string;
};

export async function openScene(
  over: { timeZone?: string; price?: string; taxIncluded?: boolean } = {},
): Promise<Scene> {
  const tenant = await mintTenant({ timeZone: over.timeZone ?? "America/Lima" });
  const { ctx } = await mintStaff(tenant, "owner");
  const [taxClassId, itemId, otherItemId, bookId] = [newId(), newId(), newId(), newId()];
  const { id } = tenant;
  await inTenant(ctx, async (tx) => {
    await tx.execute(
      sql`insert into tax_classes (id, tenant_id, code, name, is_default) values (${taxClassId}, ${id}, 'IGV', 'IGV', true)`,
    );
    await tx.execute(
      sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from) values (${id}, ${taxClassId}, 18, '2020-01-01')`,
    );
    await tx.execute(sql`insert into price_books (id, tenant_id, name, currency, tax_included, is_default)
      values (${bookId}, ${id}, 'Lista', 'PEN', ${over.taxIncluded ?? true}, true)`);
    await tx.execute(sql`insert into catalog_items (id, tenant_id, code, name, kind, tax_class_id) values
      (${itemId}, ${id}, 'F100', 'Fibra 100', 'subscription', ${taxClassId}),
      (${otherItemId}, ${id}, 'F300', 'Fibra 300', 'subscription', ${taxClassId})`);
    await tx.execute(sql`insert into prices (tenant_id, price_book_id, item_id, amount, valid_from) values
      (${id}, ${bookId}, ${itemId}, ${over.price ?? "59.90"}, '2020-01-01'), (${id}, ${bookId}, ${otherItemId}, '99.90', '2020-01-01')`);
  });
  const at = (instant: string): Ctx => ({ ...ctx, now: new Date(instant) });
  return { tenant, at, taxClassId, itemId, otherItemId, bookId };
}

let numbers = 0;

/** A customer, straight into the table. */
export async function addCustomer({ tenant }: Scene, name = "Rosa"): Promise<string> {
  const id = newId();
  const number = ++numbers;
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`insert into customers (id, tenant_id, number, name, search_text) values (${id}, ${tenant.id}, ${number}, ${name}, ${name.toLowerCase()})`,
    ),
  );
  return id;
}

export type ServiceGiven = {
  customerId: string;
  startedOn: Day;
  billingMode?: "prepaid" | "postpaid";
  intervalMonths?: number;
  anchorDay?: number;
  itemId?: string;
  currency?: string;
  ownPrice?: string | null;
  quantity?: string;
  plain?: boolean;
  businessUnitId?: string | null;
};

/** An active service from that day on, due on the day that the rules say. */
export async function addService(scene: Scene, given: ServiceGiven): Promise<string> {
  const id = newId();
  const number = ++numbers;
  const { tenant } = scene;
  const { startedOn, billingMode = "prepaid", intervalMonths = 1, anchorDay = 1 } = given;
  const { itemId = scene.itemId, currency = "PEN", ownPrice = null, quantity = "1" } = given;
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into services (id, tenant_id, number, customer_id, item_id, currency, billing_mode, interval_months,
        anchor_day, started_on, next_period_on, next_bill_on, plain, state, business_unit_id)
      values (${id}, ${tenant.id}, ${number}, ${given.customerId}, ${itemId}, ${currency}, ${billingMode}, ${intervalMonths},
        ${anchorDay}, ${startedOn}, ${startedOn},
        app.bill_on(${billingMode}, ${startedOn}::date, null, ${anchorDay}, ${intervalMonths}, 0),
        ${given.plain ?? true} and app.month_day(${startedOn}::date, ${anchorDay}) = ${startedOn}::date, 'active', ${given.businessUnitId ?? null})`);
    await tx.execute(sql`insert into service_terms (tenant_id, service_id, starts_on, item_id, quantity, own_price)
      values (${tenant.id}, ${id}, ${startedOn}, ${itemId}, ${quantity}, ${ownPrice})`);
  });
  return id;
}
