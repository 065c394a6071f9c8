import { authorize } from "@/server/auth/authorize";
import { loadTaskKind } from "@/server/jobs/task-kinds";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endTask } from "./internal/end-task";
import { fetchTask, toTaskDto } from "./internal/task-row";
import type { TaskDto, TaskIdInput } from "./schema";

/** Stops a task after the chunk that is open now; what was done stays and can be undone. Throws `NotFound`, `Conflict`. */
export function cancelTask(ctx: Ctx, { taskId }: TaskIdInput): Promise<TaskDto> {
  authorize(ctx, "task.manage");
  return inTenant(ctx, async (tx) => {
    const task = await fetchTask(ctx, tx, taskId, true);
    if (task.status !== "waiting" && task.status !== "running")
      throw new Conflict("task_is_over", { status: task.status });
    const kind = await loadTaskKind(task.kind);
    await endTask(ctx, tx, taskId, kind, { status: "cancelled" });
    return toTaskDto(ctx, kind, await fetchTask(ctx, tx, taskId));
  });
}
