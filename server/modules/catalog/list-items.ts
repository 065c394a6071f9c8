import { and, type SQL } from "drizzle-orm";
import { catalogItems } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { itemColumns, toItemDto } from "./internal/item-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { itemList } from "./list-spec";
import type { ItemPage } from "./schema";

/** Items by search, filters and order, page by page. Throws `Invalid` for a filter that is not offered. */
export async function listItems(ctx: Ctx, input: ListPageInput, only?: SQL): Promise<ItemPage> {
  authorize(ctx, "catalog.read");
  const page = pageOf(itemList, input);
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const rows = await tx
      .select({ ...itemColumns(today), sortKey: page.sortKey })
      .from(catalogItems)
      .where(and(whereOf(ctx, itemList, input), only, page.after))
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return {
      items: items.map(({ sortKey: _sortKey, ...row }) => toItemDto(ctx, row)),
      nextCursor,
    };
  });
}
