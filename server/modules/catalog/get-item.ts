import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchItem, toItemDto } from "./internal/item-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { ItemDto, ItemIdInput } from "./schema";

/** One item, archived or not, as it stands today; throws `NotFound`. */
export function getItem(ctx: Ctx, { itemId }: ItemIdInput): Promise<ItemDto> {
  authorize(ctx, "catalog.read");
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    return toItemDto(ctx, await fetchItem(ctx, tx, itemId, { today }));
  });
}
