import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { itemCostSql, type ItemCost, marginFacts, ratesOn } from "../internal/margins";
import { plainDecimal } from "../rules/decimal-text";
import { isBelowFloor, marginOf } from "../rules/margin";
import { newPrice } from "../rules/new-price";
import type { PriceChangeLine, priceChange } from "./schema";

type Row = ItemCost & {
  itemId: string;
  code: string;
  name: string;
  was: string;
  intervalMonths: number;
  services: number;
};
export type PlannedLine = PriceChangeLine & { intervalMonths: number };
export type PlannedChange = { currency: string; lines: PlannedLine[] };

/**
 * What a change would make of each price of the book that is in force on its day; equal prices fall away. The dry run
 * and the run ask the same. Throws `NotFound` for the book.
 */
export async function planChange(
  ctx: Ctx,
  tx: Tx,
  change: ReturnType<typeof priceChange.parse>,
): Promise<PlannedChange> {
  const { tenantId } = ctx;
  const { rows: books } = await tx.execute<{ currency: string; taxIncluded: boolean }>(sql`
    select currency, tax_included as "taxIncluded" from price_books
    where tenant_id = ${tenantId} and id = ${change.priceBookId} and archived_at is null`);
  const [book] = books;
  if (!book) throw new NotFound("priceBook");
  const { rows } = await tx.execute<Row>(sql`
    select i.id as "itemId", i.code, i.name, i.interval_months as "intervalMonths", p.amount::text as was,
      ${itemCostSql(change.validFrom)},
      (select count(*)::int from services s
        join price_books b on b.tenant_id = s.tenant_id and b.id = ${change.priceBookId}
        where s.tenant_id = i.tenant_id and s.item_id = i.id and s.state not in ('terminated', 'cancelled')
          and (s.price_book_id = b.id or (s.price_book_id is null and b.is_default))
          and not coalesce((select t.own_price is not null from service_terms t where t.tenant_id = s.tenant_id
            and t.service_id = s.id and t.starts_on <= ${change.validFrom}
            order by t.starts_on desc limit 1), false)) as services
    from catalog_items i
    cross join lateral (select amount from prices where tenant_id = i.tenant_id and item_id = i.id
      and price_book_id = ${change.priceBookId} and valid_from <= ${change.validFrom}
      order by valid_from desc limit 1) p
    where i.tenant_id = ${tenantId} and i.archived_at is null
      and (${change.category} = '' or i.category = ${change.category})
      and (${change.kind} = '' or i.kind = ${change.kind})
    order by i.name, i.id`);
  const currencies = [book.currency, ...rows.map((row) => row.costCurrency)];
  const rates = await ratesOn(ctx, tx, currencies, change.validFrom);
  const lines = rows.map((row) => lineOf(row, change, book, rates));
  return { currency: book.currency, lines: lines.filter(({ was, amount }) => was !== amount) };
}

function lineOf(
  { taxRate, cost, costCurrency, marginFloor, ...row }: Row,
  change: ReturnType<typeof priceChange.parse>,
  book: { currency: string; taxIncluded: boolean },
  rates: ReadonlyMap<string, string>,
): PlannedLine {
  const amount = newPrice(row.was, change, book.currency);
  const facts = marginFacts(
    { ...book, amount },
    { taxRate, cost, costCurrency, marginFloor },
    rates,
  );
  return {
    ...row,
    was: plainDecimal(row.was),
    amount,
    margin: marginOf(facts),
    belowFloor: isBelowFloor(facts, marginFloor),
  };
}
