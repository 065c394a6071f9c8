import { sql } from "drizzle-orm";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "./tenant";

/** A tenant in Lima with a tax, a price book, a plan at 118.00 with tax in it, and a customer. */
export type ServiceScene = {
  tenant: TestTenant;
  owner: Ctx;
  customerId: string;
  itemId: string;
  bookId: string;
  taxClassId: string;
};

type Plan = {
  code?: string;
  price?: string;
  kind?: string;
  integrationId?: string | null;
  mode?: "prepaid" | "postpaid";
  anchorDay?: number | null;
  intervalMonths?: number;
  setupFee?: string | null;
  commitmentMonths?: number;
  earlyTerminationPercent?: string | null;
};

/** Mints it straight, without verbs of other modules. */
export async function mintServiceScene(
  plan: Plan = {},
  over: { timeZone?: string } = {},
): Promise<ServiceScene> {
  const tenant = await mintTenant(over);
  const { ctx: owner } = await mintStaff(tenant, "owner");
  const [customerId, bookId, taxClassId] = [newId(), newId(), newId()];
  const t = tenant.id;
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(
      sql`insert into tax_classes (id, tenant_id, code, name, is_default) values (${taxClassId}, ${t}, 'IGV', 'IGV', true)`,
    );
    await tx.execute(sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
      values (${t}, ${taxClassId}, 18, '2011-03-01')`);
    await tx.execute(sql`insert into price_books (id, tenant_id, name, currency, is_default)
      values (${bookId}, ${t}, 'Base', 'PEN', true)`);
    await tx.execute(
      sql`insert into customers (id, tenant_id, number, name) values (${customerId}, ${t}, 1, 'Rosa Quispe')`,
    );
  });
  const scene = { tenant, owner, customerId, bookId, taxClassId };
  return { ...scene, itemId: await mintPlan(scene, plan) };
}

/** One more plan with its price from 2020 on. */
export async function mintPlan(
  { tenant, bookId, taxClassId }: Pick<ServiceScene, "tenant" | "bookId" | "taxClassId">,
  plan: Plan = {},
): Promise<string> {
  const id = newId();
  const { price = "118.00", kind = "none", mode = "prepaid", intervalMonths = 1 } = plan;
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into catalog_items (id, tenant_id, code, name, kind, niche, tax_class_id, interval_months,
        billing_mode, anchor_day, setup_fee, commitment_months, early_termination_percent, enforcement_kind, integration_id)
      values (${id}, ${tenant.id}, ${plan.code ?? `P-${id.slice(-6)}`}, ${plan.code ?? "Fibra 100"}, 'subscription', 'internet', ${taxClassId},
        ${intervalMonths}, ${mode}, ${plan.anchorDay === undefined ? 1 : plan.anchorDay}, ${plan.setupFee ?? null},
        ${plan.commitmentMonths ?? 0}, ${plan.earlyTerminationPercent ?? null}, ${kind}, ${plan.integrationId ?? null})`);
    await tx.execute(sql`insert into prices (tenant_id, price_book_id, item_id, amount, valid_from)
      values (${tenant.id}, ${bookId}, ${id}, ${price}, '2020-01-01')`);
  });
  return id;
}

/** An active service of the scene's plan, written straight; returns its id. */
export async function mintService(
  scene: ServiceScene,
  over: {
    number?: number;
    kind?: string;
    integrationId?: string | null;
    nextPeriodOn?: string;
  } = {},
): Promise<string> {
  const id = newId();
  const { tenant, customerId, itemId } = scene;
  const next = over.nextPeriodOn ?? "2026-12-01";
  await inTenant(tenant.ctx, async (tx) => {
    const { rows } = await tx.execute<{ n: number }>(
      sql`select coalesce(max(number), 0)::int + 1 as n from services where tenant_id = ${tenant.id}`,
    );
    await tx.execute(sql`insert into services (id, tenant_id, number, customer_id, item_id, state, desired, observed,
        enforcement_kind, integration_id, currency, billing_mode, anchor_day, started_on, next_period_on, next_bill_on)
      values (${id}, ${tenant.id}, ${over.number ?? rows[0]?.n ?? 1}, ${customerId}, ${itemId}, 'active', 'on', 'on',
        ${over.kind ?? "none"}, ${over.integrationId ?? null}, 'PEN', 'prepaid', 1, '2026-01-01', ${next}, ${next})`);
    await tx.execute(sql`insert into service_terms (tenant_id, service_id, starts_on, item_id)
      values (${tenant.id}, ${id}, '2026-01-01', ${itemId})`);
  });
  return id;
}

/** Names of a service's facts, in order. */
export async function serviceFacts({ tenant }: ServiceScene, serviceId: string): Promise<string[]> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ name: string }>(
      sql`select name from events where tenant_id = ${tenant.id} and entity_id = ${serviceId} order by seq`,
    ),
  );
  return rows.map(({ name }) => name.replace("service.", ""));
}
