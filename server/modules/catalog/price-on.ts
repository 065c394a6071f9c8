import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** A price as it stands on a day. */
export type PriceOn = {
  /** Of one unit and one interval, a decimal text in `currency`. */
  amount: string;
  currency: string;
  /** Does `amount` hold the tax already? */
  taxIncluded: boolean;
  /** Since which day it is this much. */
  from: Day;
  priceBookId: string;
};

/**
 * What an item costs on a day in a book; `priceBookId` null: in the tenant's default book. The latest price from on or
 * before the day counts; an archived book still answers for who is on it. Throws `Invalid` price_missing when there is none.
 */
export async function priceOn(
  ctx: Ctx,
  tx: Tx,
  { itemId, priceBookId, day }: { itemId: string; priceBookId: string | null; day: Day },
): Promise<PriceOn> {
  const book = priceBookId ? sql`b.id = ${priceBookId}` : sql`b.is_default`;
  const { rows } = await tx.execute<PriceOn>(sql`
    select trim_scale(p.amount)::text as amount, b.currency, b.tax_included as "taxIncluded",
      p.valid_from::text as "from", b.id as "priceBookId"
    from price_books b
    join prices p on p.tenant_id = b.tenant_id and p.price_book_id = b.id
    where b.tenant_id = ${ctx.tenantId} and ${book} and p.item_id = ${itemId} and p.valid_from <= ${day}
    order by p.valid_from desc limit 1`);
  if (!rows[0]) throw new Invalid("price_missing", { day });
  return rows[0];
}
