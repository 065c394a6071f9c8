import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

/** Currencies other than the tenant's own in which it sells: of its price books and of its services that live. */
export async function usedCurrencies(ctx: Ctx, tx: Tx, own: string): Promise<string[]> {
  const { rows } = await tx.execute<{ currency: string }>(sql`
    select currency from (
      select currency from price_books where tenant_id = ${ctx.tenantId} and archived_at is null
      union select distinct currency from services
        where tenant_id = ${ctx.tenantId} and state not in ('terminated', 'cancelled')) used
    where currency <> ${own} order by 1`);
  return rows.map(({ currency }) => currency);
}
