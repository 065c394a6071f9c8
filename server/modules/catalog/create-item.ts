import { catalogItems, prices } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchItem, toItemDto } from "./internal/item-row";
import { requireReferences } from "./internal/require-references";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { ensureDefaultBook } from "./prices/ensure-default-book";
import { checkItem, itemSearchText } from "./rules/check-item";
import { type CreateItemInput, createItemInput, type ItemDto } from "./schema";
import { ensureTaxDefaults } from "./taxes/ensure-tax-defaults";

/**
 * Adds something that can be sold, with its price from today where one is given. Without a tax class it bears the
 * country's usual one. Throws `Invalid` beside a field, Conflict("item_code_taken").
 */
export function createItem(ctx: Ctx, given: CreateItemInput): Promise<ItemDto> {
  authorize(ctx, "catalog.manage");
  const { price, ...input } = createItemInput.parse(given);
  checkItem(input);
  return inTenant(ctx, async (tx) => {
    const { tenantId, now } = ctx;
    await requireReferences(ctx, tx, input);
    const usual = await ensureTaxDefaults(ctx, tx);
    const { today } = await tenantFacts(ctx, tx);
    const row = { ...input, taxClassId: input.taxClassId ?? usual };
    const [made] = await tx
      .insert(catalogItems)
      .values({ tenantId, ...row, ...dated(now), searchText: itemSearchText(row) })
      .onConflictDoNothing()
      .returning({ id: catalogItems.id });
    if (!made) throw codeTaken(input.code);
    const origin = ctx.actor.kind === "apiKey" ? "api" : "staff";
    record(ctx, "catalogItem.created", {
      entity: { type: "catalogItem", id: made.id },
      payload: { code: input.code, kind: input.kind, origin },
    });
    if (price !== null) {
      const book = await ensureDefaultBook(ctx, tx);
      const first = { priceBookId: book.id, amount: price, validFrom: today };
      await tx.insert(prices).values({ tenantId, itemId: made.id, ...first, createdAt: now });
      record(ctx, "price.set", {
        entity: { type: "catalogItem", id: made.id },
        payload: {
          ...first,
          book: book.name,
          currency: book.currency,
          previous: null,
          taskId: null,
        },
      });
    }
    return toItemDto(ctx, await fetchItem(ctx, tx, made.id, { today }));
  });
}

const dated = (now: Date) => ({ createdAt: now, updatedAt: now });

/** Of two items one code: archived ones' included. */
export const codeTaken = (code: string) =>
  new Conflict("item_code_taken", { code }, { fields: { code: "item_code_taken" } });
