import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { loadTaskKind } from "@/server/jobs/task-kinds";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { askForRun } from "./internal/ask-for-run";
import { canUndo, fetchTask, toTaskDto } from "./internal/task-row";
import type { TaskDto, TaskIdInput } from "./schema";

/**
 * Takes back what a task did, as a task again; rows that somebody changed since are left and counted. Throws `NotFound`,
 * `Conflict` when it is under way, too late, or its kind cannot be undone, `Forbidden` without the kind's permission.
 */
export function undoTask(ctx: Ctx, { taskId }: TaskIdInput): Promise<TaskDto> {
  authorize(ctx, "task.manage");
  return inTenant(ctx, async (tx) => {
    const task = await fetchTask(ctx, tx, taskId, true);
    const kind = await loadTaskKind(task.kind);
    if (kind) authorize(ctx, kind.permission);
    if (!canUndo(ctx, kind, task)) throw new Conflict("task_cannot_be_undone");
    await tx.execute(sql`update long_tasks set status = 'undoing', finished_at = null, undo_until = null
      where tenant_id = ${ctx.tenantId} and id = ${taskId}`);
    record(ctx, "task.undoStarted", {
      entity: { type: "task", id: taskId },
      payload: { kind: task.kind, rows: task.done },
    });
    askForRun(ctx, taskId, "first");
    return toTaskDto(ctx, kind, await fetchTask(ctx, tx, taskId));
  });
}
