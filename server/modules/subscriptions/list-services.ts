import { and } from "drizzle-orm";
import { services } from "@/db/schema/subscriptions";
import { authorize } from "@/server/auth/authorize";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
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
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const rows = await tx
      .select({ ...serviceColumns(today), sortKey: page.sortKey })
      .from(services)
      .where(where)
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return { items: items.map(({ sortKey: _sortKey, ...row }) => toServiceDto(row)), nextCursor };
  });
}
