import { and, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { priceBooks } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { freeDefault } from "./free-default";
import { fetchBook } from "./list-books";
import { type BookDto, updateBookInput, type UpdateBookInput } from "./schema";

type Fields = Omit<ReturnType<typeof updateBookInput.parse>, "priceBookId" | "archived">;

/**
 * Changes a book. Its currency and whether tax is inside stand once it has a price: they would change what every price
 * means. The default is not archived nor unset, another one is made it. Throws `NotFound`, `Conflict`: book_name_taken,
 * book_has_prices, book_is_default, book_in_use.
 */
export function updateBook(ctx: Ctx, given: UpdateBookInput): Promise<BookDto> {
  authorize(ctx, "catalog.manage");
  const { priceBookId, archived, ...set } = updateBookInput.parse(given);
  return inTenant(ctx, async (tx) => {
    const own = and(eq(priceBooks.tenantId, ctx.tenantId), eq(priceBooks.id, priceBookId));
    await tx.select({ id: priceBooks.id }).from(priceBooks).where(own).for("update");
    const before = await fetchBook(ctx, tx, priceBookId);
    const was = { ...before, archived: before.archivedAt !== null };
    const changes = changesOf(was, { ...set, ...(archived !== undefined && { archived }) });
    if (!changes) return before;
    if (set.isDefault === false && before.isDefault) throw new Conflict("book_is_default");
    if (archived && (set.isDefault ?? before.isDefault)) throw new Conflict("book_is_default");
    await refuse(ctx, tx, before, { ...set, archived });
    if (set.isDefault) await freeDefault(ctx, tx, !before.isDefault);
    await tx
      .update(priceBooks)
      .set({ ...set, ...(archived !== undefined && { archivedAt: archived ? ctx.now : null }) })
      .where(own);
    record(ctx, "priceBook.updated", {
      entity: { type: "priceBook", id: priceBookId },
      payload: changes,
    });
    return fetchBook(ctx, tx, priceBookId);
  });
}

async function refuse(
  ctx: Ctx,
  tx: Tx,
  book: BookDto,
  set: Partial<Fields> & { archived?: boolean | undefined },
): Promise<void> {
  const means =
    (set.currency ?? book.currency) !== book.currency ||
    (set.taxIncluded ?? book.taxIncluded) !== book.taxIncluded;
  const { rows } = await tx.execute<{ priced: boolean; used: number }>(sql`select
    exists (select 1 from prices where tenant_id = ${ctx.tenantId} and price_book_id = ${book.id}) as priced,
    (select count(*)::int from services where tenant_id = ${ctx.tenantId} and price_book_id = ${book.id}
      and state not in ('terminated', 'cancelled')) as used`);
  if (means && rows[0]?.priced) throw new Conflict("book_has_prices");
  if (set.archived && (rows[0]?.used ?? 0) > 0)
    throw new Conflict("book_in_use", { count: rows[0]?.used ?? 0 });
  if (set.name === undefined || set.name === book.name) return;
  const others = and(eq(priceBooks.tenantId, ctx.tenantId), ne(priceBooks.id, book.id));
  const [taken] = await tx
    .select({ id: priceBooks.id })
    .from(priceBooks)
    .where(and(others, eq(priceBooks.name, set.name)));
  if (taken) throw new Conflict("book_name_taken", {}, { fields: { name: "book_name_taken" } });
}
