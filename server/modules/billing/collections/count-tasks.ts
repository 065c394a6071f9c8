import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { withinTaskReach } from "./internal/within-task-reach";
import { collectionTaskList } from "./list-spec";

/** How many tasks within reach the query means; an estimate, marked as one, above 10 000. */
export async function countTasks(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "collection.read");
  const where = sql`${whereOf(ctx, collectionTaskList(ctx), query)} and ${withinTaskReach(ctx, "collection.read")}`;
  const table = sql`collection_tasks join customers on customers.id = collection_tasks.customer_id
    and customers.tenant_id = collection_tasks.tenant_id`;
  return inTenant(ctx, (tx) => countRows(tx, table, where));
}
