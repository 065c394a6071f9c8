import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import { defineTask, type ItemOutcome, type TaskItem } from "@/server/modules/work/define-task";
import type { Ctx } from "@/server/tenancy/context";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { planChange } from "../prices/plan-change";
import { priceChange } from "../prices/schema";
import { plainDecimal } from "../rules/decimal-text";

const taskInput = priceChange;
type Input = z.output<typeof taskInput>;
type Book = { id: string; name: string; currency: string };

/**
 * Sets the new price of each item from the change's day on. Each row holds what the dry run said: a price that somebody
 * changed since is left alone and says so.
 */
export const changePrices = defineTask({
  kind: "catalog.changePrices",
  permission: "catalog.manage",
  input: taskInput,
  list: "/catalog/prices",
  chunk: 200,
  undoHours: 24,
  prepare: async (ctx, tx, change: Input) => {
    const { today } = await tenantFacts(ctx, tx);
    if (change.validFrom < today)
      throw new Invalid("price_past", {}, { fields: { validFrom: "price_past" } });
    const { lines } = await planChange(ctx, tx, change);
    return {
      items: lines.map(({ itemId, was, amount, belowFloor }) => ({
        entityId: itemId,
        given: { was, amount, belowFloor: belowFloor ? "yes" : "" },
      })),
    };
  },
  runChunk: async (ctx, tx, change: Input, items, taskId) => {
    const book = await bookOf(ctx, tx, change.priceBookId);
    const outcomes: ItemOutcome[] = [];
    for (const item of items) outcomes.push(await setOne(ctx, tx, change, book, item, taskId));
    return outcomes;
  },
  undoChunk: async (ctx, tx, change: Input, items) => {
    const book = await bookOf(ctx, tx, change.priceBookId);
    const outcomes: ItemOutcome[] = [];
    for (const item of items) outcomes.push(await takeBack(ctx, tx, change, book, item));
    return outcomes;
  },
});

async function bookOf(ctx: Ctx, tx: Tx, id: string): Promise<Book> {
  const { rows } = await tx.execute<Book>(
    sql`select id, name, currency from price_books where tenant_id = ${ctx.tenantId} and id = ${id}`,
  );
  if (!rows[0]) throw new Invalid("reference_unknown");
  return rows[0];
}

async function setOne(
  ctx: Ctx,
  tx: Tx,
  { validFrom, belowFloor }: Input,
  book: Book,
  { id, entityId, given }: TaskItem,
  taskId: string,
): Promise<ItemOutcome> {
  const { was = "", amount = "" } = given ?? {};
  if (given?.["belowFloor"] && !belowFloor) return { id, error: "price_below_floor_row" };
  await tx.execute(
    sql`select 1 from catalog_items where tenant_id = ${ctx.tenantId} and id = ${entityId} for update`,
  );
  const { rows } = await tx.execute<{ amount: string; validFrom: string }>(sql`
    select amount::text, valid_from::text as "validFrom" from prices where tenant_id = ${ctx.tenantId}
      and item_id = ${entityId} and price_book_id = ${book.id} and valid_from <= ${validFrom}
    order by valid_from desc limit 1`);
  const [now] = rows;
  if (!now || plainDecimal(now.amount) !== was) return { id, error: "row_changed_since" };
  await tx.execute(sql`
    insert into prices (tenant_id, price_book_id, item_id, amount, valid_from, created_at)
    values (${ctx.tenantId}, ${book.id}, ${entityId}, ${amount}, ${validFrom}, ${ctx.now.toISOString()})
    on conflict (tenant_id, item_id, price_book_id, valid_from)
    do update set amount = excluded.amount, created_at = excluded.created_at`);
  record(ctx, "price.set", {
    entity: { type: "catalogItem", id: entityId ?? "" },
    payload: { ...factOf(book, amount, validFrom), previous: was, taskId },
  });
  return { id, before: { amount, replaced: now.validFrom === validFrom ? was : null } };
}

/** The price of that day goes, or is again what it replaced; one that somebody set since stays. */
async function takeBack(
  ctx: Ctx,
  tx: Tx,
  { validFrom }: Input,
  book: Book,
  { id, entityId, before }: TaskItem,
): Promise<ItemOutcome> {
  const { amount, replaced } = before as { amount: string; replaced: string | null };
  const row = sql`tenant_id = ${ctx.tenantId} and item_id = ${entityId} and price_book_id = ${book.id}
    and valid_from = ${validFrom} and amount = ${amount}::numeric`;
  const { rowCount } = await tx.execute(
    replaced === null
      ? sql`delete from prices where ${row}`
      : sql`update prices set amount = ${replaced}::numeric where ${row}`,
  );
  if (!rowCount) return { id, error: "row_changed_since" };
  const entity = { type: "catalogItem", id: entityId ?? "" } as const;
  if (replaced === null)
    record(ctx, "price.removed", {
      entity,
      payload: { ...factOf(book, amount, validFrom), taskId: null },
    });
  else
    record(ctx, "price.set", {
      entity,
      payload: { ...factOf(book, replaced, validFrom), previous: amount, taskId: null },
    });
  return { id };
}

const factOf = (book: Book, amount: string, validFrom: string) => ({
  ...{ priceBookId: book.id, book: book.name, currency: book.currency },
  ...{ amount, validFrom },
});
