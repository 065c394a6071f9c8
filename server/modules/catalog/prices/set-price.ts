import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { prices } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Day } from "@/server/kernel/day";
import { Conflict, Invalid, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { itemCostSql, type ItemCost, marginFacts, ratesOn } from "../internal/margins";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { plainDecimal } from "../rules/decimal-text";
import { isBelowFloor, marginOf } from "../rules/margin";
import { listPrices } from "./list-prices";
import { type PriceDto, setPriceInput, type SetPriceInput } from "./schema";

type Before = ItemCost & {
  archived: boolean;
  book: string;
  currency: string;
  taxIncluded: boolean;
  /** In force on the day. */
  previous: string | null;
};

/**
 * What an item costs in a book from a day on; the same day again replaces it. A day that is past is taken only for the
 * item's first price there: what was billed stays explained. Throws `NotFound`, Invalid("price_past"),
 * Conflict: item_archived, price_below_floor.
 */
export async function setPrice(ctx: Ctx, given: SetPriceInput): Promise<PriceDto[]> {
  authorize(ctx, "catalog.manage");
  const input = setPriceInput.parse(given);
  await inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const { itemId, priceBookId, validFrom, amount } = input;
    const before = await readBefore(ctx, tx, input);
    if (before.archived) throw new Conflict("item_archived");
    if (validFrom < today) await refusePast(ctx, tx, input, today);
    if (!input.belowFloor) await refuseBelowFloor(ctx, tx, before, amount, today);
    const row = { tenantId: ctx.tenantId, priceBookId, itemId, amount, validFrom };
    await tx
      .insert(prices)
      .values({ ...row, createdAt: ctx.now })
      .onConflictDoUpdate({
        target: [prices.tenantId, prices.itemId, prices.priceBookId, prices.validFrom],
        set: { amount, createdAt: ctx.now },
      });
    const { book, currency, previous } = before;
    record(ctx, "price.set", {
      entity: { type: "catalogItem", id: itemId },
      payload: {
        ...{ priceBookId, book, currency, amount, validFrom, taskId: null },
        previous: previous && plainDecimal(previous),
      },
    });
  });
  return listPrices(ctx, { itemId: input.itemId });
}

type Asked = { itemId: string; priceBookId: string; validFrom: Day };

async function readBefore(ctx: Ctx, tx: Tx, asked: Asked): Promise<Before> {
  const { rows } = await tx.execute<Before>(sql`
    select i.archived_at is not null or b.archived_at is not null as archived, b.name as book, b.currency,
      b.tax_included as "taxIncluded", ${itemCostSql(asked.validFrom)},
      (select p.amount::text from prices p where p.tenant_id = i.tenant_id and p.item_id = i.id
        and p.price_book_id = b.id and p.valid_from <= ${asked.validFrom}
        order by p.valid_from desc limit 1) as previous
    from catalog_items i join price_books b on b.tenant_id = i.tenant_id and b.id = ${asked.priceBookId}
    where i.tenant_id = ${ctx.tenantId} and i.id = ${asked.itemId} for update of i`);
  if (!rows[0]) throw new NotFound("catalogItem");
  return rows[0];
}

async function refusePast(ctx: Ctx, tx: Tx, asked: Asked, today: Day): Promise<void> {
  const { rowCount } = await tx.execute(sql`select 1 from prices where tenant_id = ${ctx.tenantId}
    and item_id = ${asked.itemId} and price_book_id = ${asked.priceBookId} and valid_from <= ${today} limit 1`);
  if (rowCount) throw new Invalid("price_past", {}, { fields: { validFrom: "price_past" } });
}

async function refuseBelowFloor(
  ctx: Ctx,
  tx: Tx,
  before: Before,
  amount: string,
  today: Day,
): Promise<void> {
  const rates = await ratesOn(ctx, tx, [before.currency, before.costCurrency], today);
  const facts = marginFacts({ ...before, amount }, before, rates);
  if (!isBelowFloor(facts, before.marginFloor)) return;
  throw new Conflict("price_below_floor", {
    margin: marginOf(facts) ?? "0",
    floor: plainDecimal(before.marginFloor ?? "0"),
  });
}
