import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid, NotFound } from "@/server/kernel/errors";
import { priceOn } from "@/server/modules/catalog/price-on";
import type { Day } from "@/server/kernel/day";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";

/** What a service takes over from its plan. */
export type Plan = {
  id: string;
  name: string;
  taxClassId: string;
  businessUnitId: string | null;
  intervalMonths: number;
  billingMode: "prepaid" | "postpaid";
  anchorDay: number | null;
  setupFee: string | null;
  commitmentMonths: number;
  earlyTerminationPercent: string | null;
  kind: string;
  integrationId: string | null;
};

/** A plan that is sold; throws `Invalid` beside `itemId` for one that is not, `NotFound` where `archived` ones count too. */
export async function planOf(
  ctx: Ctx,
  tx: Tx,
  itemId: string,
  { sold }: { sold: boolean },
): Promise<Plan> {
  const { rows } = await tx.execute<Plan & { archived: boolean; what: string }>(sql`
    select id, name, tax_class_id as "taxClassId", business_unit_id as "businessUnitId", interval_months as "intervalMonths",
      billing_mode as "billingMode", anchor_day as "anchorDay", trim_scale(setup_fee)::text as "setupFee",
      commitment_months as "commitmentMonths", early_termination_percent::text as "earlyTerminationPercent",
      enforcement_kind as kind, integration_id as "integrationId", archived_at is not null as archived, catalog_items.kind as what
    from catalog_items where tenant_id = ${ctx.tenantId} and id = ${itemId}`);
  const plan = rows[0];
  if (sold && (!plan || plan.archived || (plan.what !== "subscription" && plan.what !== "bundle")))
    throw new Invalid("plan_unknown", {}, { fields: { itemId: "plan_unknown" } });
  if (!plan) throw new NotFound("plan");
  return plan;
}

/** The price of one and how it is meant: the service's own, else the book's on the day. Throws `Invalid` price_missing. */
export async function priceFor(
  ctx: Ctx,
  tx: Tx,
  of: { itemId: string; priceBookId: string | null; ownPrice: string | null; day: Day },
): Promise<{ amount: string; taxIncluded: boolean; currency: string }> {
  if (of.ownPrice === null) return priceOn(ctx, tx, of);
  const book = await bookOf(ctx, tx, of.priceBookId);
  return { amount: of.ownPrice, ...book };
}

/** A book's currency and how its prices are meant; null: the default one's, else the tenant's currency. */
export async function bookOf(
  ctx: Ctx,
  tx: Tx,
  priceBookId: string | null,
): Promise<{ currency: string; taxIncluded: boolean }> {
  const book = priceBookId
    ? sql`b.id = ${priceBookId} and b.archived_at is null`
    : sql`b.is_default`;
  const { rows } = await tx.execute<{ currency: string; taxIncluded: boolean }>(sql`
    select b.currency, b.tax_included as "taxIncluded" from price_books b where b.tenant_id = ${ctx.tenantId} and ${book}`);
  if (rows[0]) return rows[0];
  if (priceBookId)
    throw new Invalid("reference_unknown", {}, { fields: { priceBookId: "reference_unknown" } });
  return { currency: (await tenantFacts(ctx, tx)).currency, taxIncluded: true };
}
