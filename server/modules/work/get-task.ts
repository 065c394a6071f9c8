import { authorize } from "@/server/auth/authorize";
import { loadTaskKind } from "@/server/jobs/task-kinds";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchTask, toTaskDto } from "./internal/task-row";
import type { TaskDto, TaskIdInput } from "./schema";

/** One task, as it stands; throws `NotFound`. */
export function getTask(ctx: Ctx, { taskId }: TaskIdInput): Promise<TaskDto> {
  authorize(ctx, "task.manage");
  return inTenant(ctx, async (tx) => {
    const task = await fetchTask(ctx, tx, taskId);
    return toTaskDto(ctx, await loadTaskKind(task.kind), task);
  });
}
