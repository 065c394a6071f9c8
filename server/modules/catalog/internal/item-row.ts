import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { catalogItems } from "@/db/schema/catalog";
import { holds } from "@/server/auth/authorize";
import type { Day } from "@/server/kernel/day";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { plainDecimal } from "../rules/decimal-text";
import { type ItemDto, networkPlan } from "../schema";

const here = sql`t.tenant_id = catalog_items.tenant_id`;

/** An item with what stands beside it on a day: tax, default price, what runs with it. */
export const itemColumns = (today: Day) => ({
  id: catalogItems.id,
  code: catalogItems.code,
  name: catalogItems.name,
  description: catalogItems.description,
  kind: catalogItems.kind,
  niche: catalogItems.niche,
  category: catalogItems.category,
  unitOfMeasure: catalogItems.unitOfMeasure,
  businessUnitId: catalogItems.businessUnitId,
  unitName: sql<string | null>`(select t.name from business_units t
    where t.id = catalog_items.business_unit_id and ${here})`,
  taxClassId: catalogItems.taxClassId,
  taxCode: sql<string>`(select t.code from tax_classes t where t.id = catalog_items.tax_class_id and ${here})`,
  taxRate: sql<string | null>`(select t.rate::text from tax_rates t
    where t.tax_class_id = catalog_items.tax_class_id and ${here} and t.valid_from <= ${today}
    order by t.valid_from desc limit 1)`,
  cost: catalogItems.cost,
  costCurrency: catalogItems.costCurrency,
  marginFloor: catalogItems.marginFloor,
  intervalMonths: catalogItems.intervalMonths,
  billingMode: catalogItems.billingMode,
  anchorDay: catalogItems.anchorDay,
  setupFee: catalogItems.setupFee,
  commitmentMonths: catalogItems.commitmentMonths,
  earlyTerminationPercent: catalogItems.earlyTerminationPercent,
  dunningPolicyId: catalogItems.dunningPolicyId,
  enforcementKind: catalogItems.enforcementKind,
  integrationId: catalogItems.integrationId,
  network: catalogItems.network,
  parts: sql<
    ItemDto["parts"]
  >`(select coalesce(jsonb_agg(jsonb_build_object('itemId', t.id, 'quantity',
      part ->> 'quantity', 'name', t.name) order by place), '[]')
    from jsonb_array_elements(catalog_items.parts) with ordinality inside (part, place)
    join catalog_items t on t.id = (part ->> 'itemId')::uuid and ${here})`,
  price: sql<ItemDto["price"]>`(select jsonb_build_object('amount', trim_scale(p.amount)::text,
      'currency', t.currency, 'taxIncluded', t.tax_included, 'from', p.valid_from)
    from price_books t join prices p on p.tenant_id = t.tenant_id and p.price_book_id = t.id
    where ${here} and t.is_default and p.item_id = catalog_items.id and p.valid_from <= ${today}
    order by p.valid_from desc limit 1)`,
  services: sql<number>`(select count(*)::int from services t
    where ${here} and t.item_id = catalog_items.id and t.state not in ('terminated', 'cancelled'))`,
  archivedAt: catalogItems.archivedAt,
  createdAt: catalogItems.createdAt,
  updatedAt: catalogItems.updatedAt,
});

type Dated = "archivedAt" | "createdAt" | "updatedAt";
type Loose = "niche" | "unitOfMeasure" | "enforcementKind" | "network";
export type ItemRow = Omit<ItemDto, Dated | Loose> & {
  niche: string;
  unitOfMeasure: string;
  enforcementKind: string;
  network: Record<string, unknown> | null;
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

const plain = (value: string | null): string | null => value && plainDecimal(value);

/** The row as others see it: what it costs us only for who manages the catalogue. */
export function toItemDto(ctx: Ctx, row: ItemRow): ItemDto {
  const mayCost = holds(ctx.actor, "catalog.manage");
  return {
    ...(row as unknown as ItemDto),
    // What was imported says speeds only; the rest is as usual.
    network: row.network && networkPlan.parse(row.network),
    taxRate: plain(row.taxRate),
    cost: mayCost ? plain(row.cost) : null,
    costCurrency: mayCost ? row.costCurrency : null,
    marginFloor: mayCost ? plain(row.marginFloor) : null,
    setupFee: plain(row.setupFee),
    earlyTerminationPercent: plain(row.earlyTerminationPercent),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** One item, archived or not; throws `NotFound`. `lock` keeps the row until the end of the transaction. */
export async function fetchItem(
  ctx: Ctx,
  tx: Tx,
  itemId: string,
  { today, lock = false }: { today: Day; lock?: boolean },
): Promise<ItemRow> {
  const own = and(eq(catalogItems.tenantId, ctx.tenantId), eq(catalogItems.id, itemId));
  const query = tx.select(itemColumns(today)).from(catalogItems).where(own);
  const [row] = await (lock ? query.for("update") : query);
  if (!row) throw new NotFound("catalogItem");
  return row;
}
