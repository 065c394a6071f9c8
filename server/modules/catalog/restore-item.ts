import { and, eq } from "drizzle-orm";
import { catalogItems } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchItem, toItemDto } from "./internal/item-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { ItemDto, ItemIdInput } from "./schema";

/** Sells an archived item again. Throws `NotFound`, Conflict("row_already_so"). */
export function restoreItem(ctx: Ctx, { itemId }: ItemIdInput): Promise<ItemDto> {
  authorize(ctx, "catalog.manage");
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const row = await fetchItem(ctx, tx, itemId, { today, lock: true });
    if (!row.archivedAt) throw new Conflict("row_already_so");
    await tx
      .update(catalogItems)
      .set({ archivedAt: null, updatedAt: ctx.now })
      .where(and(eq(catalogItems.tenantId, ctx.tenantId), eq(catalogItems.id, itemId)));
    record(ctx, "catalogItem.restored", {
      entity: { type: "catalogItem", id: itemId },
      payload: { taskId: null },
    });
    return toItemDto(ctx, await fetchItem(ctx, tx, itemId, { today }));
  });
}
