import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { BookDto } from "./schema";

/** The price books, the default first, archived ones last. */
export function listBooks(ctx: Ctx): Promise<BookDto[]> {
  authorize(ctx, "catalog.read");
  return inTenant(ctx, (tx) => readBooks(ctx, tx));
}

/** The same within another verb's transaction. */
export async function readBooks(ctx: Ctx, tx: Tx): Promise<BookDto[]> {
  const { today } = await tenantFacts(ctx, tx);
  const { rows } = await tx.execute<Omit<BookDto, "archivedAt"> & { archivedAt: Date | null }>(sql`
    select b.id, b.name, b.currency, b.zone, b.segment, b.tax_included as "taxIncluded",
      b.is_default as "isDefault", b.archived_at as "archivedAt",
      (select count(distinct p.item_id)::int from prices p where p.tenant_id = b.tenant_id
        and p.price_book_id = b.id and p.valid_from <= ${today}) as prices
    from price_books b where b.tenant_id = ${ctx.tenantId}
    order by b.archived_at is not null, not b.is_default, b.name, b.id limit 500`);
  return rows.map((row) => ({
    ...row,
    archivedAt: row.archivedAt && new Date(row.archivedAt).toISOString(),
  }));
}

/** One of them; throws `NotFound`. */
export async function fetchBook(ctx: Ctx, tx: Tx, priceBookId: string): Promise<BookDto> {
  const book = (await readBooks(ctx, tx)).find(({ id }) => id === priceBookId);
  if (!book) throw new NotFound("priceBook");
  return book;
}
