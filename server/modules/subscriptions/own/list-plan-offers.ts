import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { decimal, toMinor } from "@/server/kernel/money";
import { TramaError } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { ServiceRow } from "../internal/service-row";
import { priceFor } from "../internal/write-plan";
import { isEnded, isPending } from "../rules/service-machine";
import { ownService, selfService } from "./own-facts";
import type { PlanOfferDto } from "./schema";

/** Plans offered at once. */
const MOST = 40;

/** The plans that a customer may change a service of theirs to, with what they cost today. Throws `NotFound`. */
export function listPlanOffers(
  ctx: Ctx,
  { serviceId }: { serviceId: string },
): Promise<PlanOfferDto[]> {
  return inTenant(ctx, async (tx) => offersFor(ctx, tx, await ownService(ctx, tx, serviceId)));
}

type Item = Omit<PlanOfferDto, "priceMinor" | "currency" | "taxIncluded">;

/** The same within the caller's transaction: of the same kind, rhythm and unit, sold, priced, and meant for customers. */
export async function offersFor(ctx: Ctx, tx: Tx, row: ServiceRow): Promise<PlanOfferDto[]> {
  const { planChange, plans, today } = await selfService(ctx, tx);
  if (planChange === "off" || isEnded(row.state) || isPending(row.state)) return [];
  const { rows } = await tx.execute<Item>(sql`
    select i.id as "itemId", i.name, i.description, (i.network ->> 'downKbps')::int as "downKbps",
      (i.network ->> 'upKbps')::int as "upKbps"
    from catalog_items i join catalog_items now on now.tenant_id = i.tenant_id and now.id = ${row.itemId}
    where i.tenant_id = ${ctx.tenantId} and i.id <> now.id and i.archived_at is null
      and i.kind in ('subscription', 'bundle') and i.interval_months = ${row.intervalMonths}
      and i.billing_mode = ${row.billingMode} and i.niche = now.niche
      and i.business_unit_id is not distinct from now.business_unit_id
      and (${plans.length} = 0 or i.id = any(${sql.param(plans)}::uuid[]))
    order by i.name, i.id limit ${MOST}`);
  const offers: PlanOfferDto[] = [];
  for (const item of rows) {
    const price = await priceFor(ctx, tx, {
      ...{ itemId: item.itemId, priceBookId: row.priceBookId, ownPrice: null, day: today },
    }).catch(unpriced);
    if (price && price.currency === row.currency)
      offers.push({
        ...item,
        priceMinor: toMinor(decimal(price.amount), row.currency),
        ...{ currency: row.currency, taxIncluded: price.taxIncluded },
      });
  }
  return offers.toSorted((a, b) => a.priceMinor - b.priceMinor);
}

/** A plan without a price in the customer's book is not for sale to them. */
function unpriced(error: unknown): undefined {
  if (error instanceof TramaError && error.key === "price_missing") return undefined;
  throw error;
}
