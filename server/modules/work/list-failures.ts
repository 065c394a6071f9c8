import { and, asc, eq, gt, isNotNull } from "drizzle-orm";
import { longTaskItems } from "@/db/schema/work";
import { authorize } from "@/server/auth/authorize";
import { loadTaskKind } from "@/server/jobs/task-kinds";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchTask } from "./internal/task-row";
import type { FailurePage, ListFailuresInput } from "./schema";

/** Rows of a task that were refused, or that undo left, in their order. Under the kind's own permission: imports give the rows back. */
export function listFailures(ctx: Ctx, input: ListFailuresInput): Promise<FailurePage> {
  authorize(ctx, "task.manage");
  const { taskId, cursor = 0, limit } = input;
  return inTenant(ctx, async (tx) => {
    const task = await fetchTask(ctx, tx, taskId);
    const kind = await loadTaskKind(task.kind);
    if (kind) authorize(ctx, kind.permission);
    const rows = await tx
      .select({
        position: longTaskItems.position,
        entityId: longTaskItems.entityId,
        error: longTaskItems.error,
        given: longTaskItems.given,
      })
      .from(longTaskItems)
      .where(
        and(
          eq(longTaskItems.tenantId, ctx.tenantId),
          eq(longTaskItems.taskId, taskId),
          gt(longTaskItems.position, cursor),
          isNotNull(longTaskItems.error),
        ),
      )
      .orderBy(asc(longTaskItems.position))
      .limit(limit + 1);
    const items = rows.slice(0, limit).map((row) => ({ ...row, error: row.error ?? "" }));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.position ?? null) : null };
  });
}
