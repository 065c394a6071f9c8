import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { BillingGap, type Lookups } from "../../rules/inputs";

type Book = { id: string; currency: string; taxIncluded: boolean; isDefault: boolean };
type Price = { bookId: string; itemId: string; amount: string; from: Day };
type Tax = { id: string; code: string; rate: string; from: Day };

/** Every price and tax of the tenant, read once a chunk; taxes as they stand on the day of the documents. */
export async function readLookups(ctx: Ctx, tx: Tx, issuedOn: Day): Promise<Lookups> {
  const { rows: books } = await tx.execute<Book>(sql`
    select id, currency, tax_included as "taxIncluded", is_default as "isDefault" from price_books where tenant_id = ${ctx.tenantId}`);
  const { rows: prices } = await tx.execute<Price>(sql`
    select price_book_id as "bookId", item_id as "itemId", amount::text, valid_from::text as "from" from prices
    where tenant_id = ${ctx.tenantId} order by valid_from desc`);
  const { rows: taxes } = await tx.execute<Tax>(sql`
    select distinct on (c.id) c.id, c.code, r.rate::text, r.valid_from::text as "from"
    from tax_classes c join tax_rates r on r.tenant_id = c.tenant_id and r.tax_class_id = c.id
    where c.tenant_id = ${ctx.tenantId} and r.valid_from <= ${issuedOn}::date order by c.id, r.valid_from desc`);
  const listed = Map.groupBy(prices, ({ bookId, itemId }) => `${bookId}:${itemId}`);
  const taxOf = new Map(taxes.map((tax) => [tax.id, tax]));
  const bookOf = (priceBookId: string | null, currency: string): Book => {
    const book = books.find(({ id, isDefault }) =>
      priceBookId === null ? isDefault : id === priceBookId,
    );
    if (!book || book.currency !== currency)
      throw new BillingGap("billing_price_missing", { currency });
    return book;
  };
  return {
    priceOn: ({ priceBookId, currency }, itemId, day) => {
      const book = bookOf(priceBookId, currency);
      const price = listed.get(`${book.id}:${itemId}`)?.find(({ from }) => from <= day);
      if (!price) throw new BillingGap("billing_price_missing", { itemId, day });
      return { amount: price.amount, from: price.from, taxIncluded: book.taxIncluded };
    },
    isTaxIncluded: ({ priceBookId, currency }) => bookOf(priceBookId, currency).taxIncluded,
    taxOf: (taxClassId) => {
      const tax = taxOf.get(taxClassId);
      if (!tax) throw new BillingGap("billing_tax_missing", { taxClassId, day: issuedOn });
      return tax;
    },
  };
}
