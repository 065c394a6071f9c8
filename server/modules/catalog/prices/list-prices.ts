import { sql } from "drizzle-orm";
import { authorize, holds } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { itemCostSql, type ItemCost, marginFacts, ratesOn } from "../internal/margins";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { marginOf } from "../rules/margin";
import { plainDecimal } from "../rules/decimal-text";
import type { ListPricesInput, PriceDto } from "./schema";

type Row = Omit<PriceDto, "margin"> & ItemCost;

/** Every price of an item, book by book (the default first), the newest first: coming, current, past. */
export function listPrices(ctx: Ctx, { itemId }: ListPricesInput): Promise<PriceDto[]> {
  authorize(ctx, "catalog.read");
  const mayCost = holds(ctx.actor, "catalog.manage");
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const { rows } = await tx.execute<Row>(sql`
      select p.id, p.item_id as "itemId", p.price_book_id as "priceBookId", b.name as "bookName",
        b.currency, b.tax_included as "taxIncluded", p.amount::text, p.valid_from::text as "validFrom",
        case when p.valid_from > ${today} then 'coming'
          when p.valid_from = max(p.valid_from) filter (where p.valid_from <= ${today})
            over (partition by p.price_book_id) then 'current' else 'past' end as state,
        ${itemCostSql(today)}
      from prices p
      join price_books b on b.tenant_id = p.tenant_id and b.id = p.price_book_id
      join catalog_items i on i.tenant_id = p.tenant_id and i.id = p.item_id
      where p.tenant_id = ${ctx.tenantId} and p.item_id = ${itemId}
      order by not b.is_default, b.name, b.id, p.valid_from desc limit 500`);
    const currencies = rows.flatMap((row) => [row.currency, row.costCurrency]);
    const rates = mayCost ? await ratesOn(ctx, tx, currencies, today) : new Map<string, string>();
    return rows.map(({ taxRate, cost, costCurrency, marginFloor, ...row }) => ({
      ...row,
      amount: plainDecimal(row.amount),
      margin: mayCost
        ? marginOf(marginFacts(row, { taxRate, cost, costCurrency, marginFloor }, rates))
        : null,
    }));
  });
}
