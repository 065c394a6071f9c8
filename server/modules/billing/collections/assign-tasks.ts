import { and, eq, inArray, sql } from "drizzle-orm";
import { collectionTasks } from "@/db/schema/dunning";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireOwner } from "./internal/require-owner";
import { onCustomer } from "./internal/task-row";
import { withinTaskReach } from "./internal/within-task-reach";
import type { AssignedDto, AssignTasksInput } from "./schema";

/** Gives many tasks to one person, or to nobody. Throws `NotFound` when one of them is out of reach; then none moves. */
export async function assignTasks(
  ctx: Ctx,
  { taskIds, ownerMembershipId }: AssignTasksInput,
): Promise<AssignedDto> {
  authorize(ctx, "collection.manage");
  const ids = [...new Set(taskIds)];
  return inTenant(ctx, async (tx) => {
    await requireOwner(ctx, tx, ownerMembershipId);
    const rows = await tx
      .select({ id: collectionTasks.id, owner: collectionTasks.ownerMembershipId })
      .from(collectionTasks)
      .innerJoin(customers, onCustomer)
      .where(
        and(
          eq(collectionTasks.tenantId, ctx.tenantId),
          inArray(collectionTasks.id, ids),
          withinTaskReach(ctx, "collection.manage"),
        ),
      )
      .orderBy(collectionTasks.id)
      .for("update", { of: collectionTasks });
    if (rows.length !== ids.length) throw new NotFound("collectionTask");
    const changed = rows.filter(({ owner }) => owner !== ownerMembershipId);
    if (changed.length === 0) return { changed: 0 };
    await tx.execute(sql`update collection_tasks set owner_membership_id = ${ownerMembershipId}::uuid,
        updated_at = ${ctx.now.toISOString()}::timestamptz
      where tenant_id = ${ctx.tenantId} and id = any(${sql.param(changed.map(({ id }) => id))}::uuid[])`);
    for (const { id, owner } of changed)
      record(ctx, "collectionTask.updated", {
        entity: { type: "collectionTask", id },
        payload: { before: { ownerMembershipId: owner }, after: { ownerMembershipId } },
      });
    return { changed: changed.length };
  });
}
