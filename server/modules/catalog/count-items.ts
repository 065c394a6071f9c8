import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { itemList } from "./list-spec";

/** How many items the query means. */
export async function countItems(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "catalog.read");
  return inTenant(ctx, (tx) => countRows(tx, sql`catalog_items`, whereOf(ctx, itemList, query)));
}
