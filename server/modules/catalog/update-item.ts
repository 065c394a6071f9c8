import { and, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { catalogItems } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { codeTaken } from "./create-item";
import { fetchItem, toItemDto } from "./internal/item-row";
import { requireReferences } from "./internal/require-references";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { checkItem, itemSearchText } from "./rules/check-item";
import { type ItemDto, updateItemInput, type UpdateItemInput } from "./schema";

/**
 * Changes what is given of an item; running services keep the terms that they began with. Nothing changed states
 * nothing. Throws `NotFound`, `Invalid` beside a field, Conflict("item_code_taken").
 */
export function updateItem(ctx: Ctx, given: UpdateItemInput): Promise<ItemDto> {
  authorize(ctx, "catalog.manage");
  const { itemId, taxClassId, ...fields } = updateItemInput.parse(given);
  const set = { ...fields, ...(taxClassId && { taxClassId }) };
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const before = toItemDto(ctx, await fetchItem(ctx, tx, itemId, { today, lock: true }));
    const was = { ...before, parts: before.parts.map(({ name: _name, ...part }) => part) };
    const after = { ...was, ...set };
    const changes = changesOf(was, set);
    if (!changes) return before;
    checkItem(after);
    await requireReferences(ctx, tx, changes.after);
    if (set.code !== undefined) await refuseTaken(ctx, tx, itemId, set.code);
    await tx
      .update(catalogItems)
      .set({ ...set, searchText: itemSearchText(after), updatedAt: ctx.now })
      .where(and(eq(catalogItems.tenantId, ctx.tenantId), eq(catalogItems.id, itemId)));
    record(ctx, "catalogItem.updated", {
      entity: { type: "catalogItem", id: itemId },
      payload: changes,
    });
    return toItemDto(ctx, await fetchItem(ctx, tx, itemId, { today }));
  });
}

async function refuseTaken(ctx: Ctx, tx: Tx, itemId: string, code: string): Promise<void> {
  const others = and(eq(catalogItems.tenantId, ctx.tenantId), ne(catalogItems.id, itemId));
  const [taken] = await tx
    .select({ one: sql`1` })
    .from(catalogItems)
    .where(and(others, eq(catalogItems.code, code)));
  if (taken) throw codeTaken(code);
}
