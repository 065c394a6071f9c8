import { and } from "drizzle-orm";
import { collectionTasks } from "@/db/schema/dunning";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { onCustomer, taskColumns, toTaskDto } from "./internal/task-row";
import { withinTaskReach } from "./internal/within-task-reach";
import { collectionTaskList } from "./list-spec";
import type { CollectionTaskPage } from "./schema";

/** Collection tasks within reach; closed ones where asked for. Throws `Invalid` for a filter that is not offered. */
export async function listTasks(ctx: Ctx, input: ListPageInput): Promise<CollectionTaskPage> {
  authorize(ctx, "collection.read");
  const spec = collectionTaskList(ctx);
  const page = pageOf(spec, input);
  const where = and(whereOf(ctx, spec, input), withinTaskReach(ctx, "collection.read"), page.after);
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const rows = await tx
      .select({ ...taskColumns(today), sortKey: page.sortKey })
      .from(collectionTasks)
      .innerJoin(customers, onCustomer)
      .where(where)
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return { items: items.map(({ sortKey: _sortKey, ...row }) => toTaskDto(row)), nextCursor };
  });
}
