import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { catalogItems } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchItem, toItemDto } from "./internal/item-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { archiveItemInput, type ArchiveItemInput, type ItemDto } from "./schema";

/**
 * Takes an item out of what can be sold; nothing is deleted. While services run with it only with `keepServices`: they
 * go on and are billed as before. Throws `NotFound`, Conflict: row_already_so, item_in_use, item_in_bundle.
 */
export function archiveItem(ctx: Ctx, given: ArchiveItemInput): Promise<ItemDto> {
  authorize(ctx, "catalog.manage");
  const { itemId, keepServices } = archiveItemInput.parse(given);
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const row = await fetchItem(ctx, tx, itemId, { today, lock: true });
    if (row.archivedAt) throw new Conflict("row_already_so");
    if (row.services > 0 && !keepServices)
      throw new Conflict("item_in_use", { count: row.services });
    await refuseInBundle(ctx, tx, itemId);
    await tx
      .update(catalogItems)
      .set({ archivedAt: ctx.now, updatedAt: ctx.now })
      .where(and(eq(catalogItems.tenantId, ctx.tenantId), eq(catalogItems.id, itemId)));
    record(ctx, "catalogItem.archived", {
      entity: { type: "catalogItem", id: itemId },
      payload: { services: row.services, taskId: null },
    });
    return toItemDto(ctx, await fetchItem(ctx, tx, itemId, { today }));
  });
}

async function refuseInBundle(ctx: Ctx, tx: Tx, itemId: string): Promise<void> {
  const [bundle] = await tx
    .select({ name: catalogItems.name })
    .from(catalogItems)
    .where(
      and(
        eq(catalogItems.tenantId, ctx.tenantId),
        sql`${catalogItems.archivedAt} is null`,
        sql`${catalogItems.parts} @> ${JSON.stringify([{ itemId }])}::jsonb`,
      ),
    )
    .limit(1);
  if (bundle) throw new Conflict("item_in_bundle", { name: bundle.name });
}
