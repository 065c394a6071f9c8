import { and } from "drizzle-orm";
import { services } from "@/db/schema/subscriptions";
import { authorize } from "@/server/auth/authorize";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { readTenant } from "@/server/tenancy/read-tenant";
import { serviceColumns, servicesWithinReach, toServiceDto } from "./internal/service-row";
import { serviceList } from "./list-spec";
import type { ServicePage } from "./schema";

/** Services within reach, by search, filters and order, page by page. Throws `Invalid` for a filter that is not offered. */
export async function listServices(ctx: Ctx, input: ListPageInput): Promise<ServicePage> {
  authorize(ctx, "service.read");
  const page = pageOf(serviceList, input);
  const where = and(
    whereOf(ctx, serviceList, input),
    servicesWithinReach(ctx, "service.read"),
    page.after,
  );
  return readTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ ...serviceColumns(ctx), sortKey: page.sortKey })
      .from(services)
      .where(where)
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return { items: items.map(({ sortKey: _sortKey, ...row }) => toServiceDto(row)), nextCursor };
  });
}
