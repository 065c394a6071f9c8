import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { cancelTask } from "./cancel-task";
import { getTask } from "./get-task";
import { listFailures } from "./list-failures";
import { listTasks } from "./list-tasks";
import * as schema from "./schema";
import { undoTask } from "./undo-task";

export const workRouter = router({
  listTasks: staff("task.manage")
    .input(schema.listTasksInput)
    .output(schema.taskPage)
    .query(({ ctx, input }) => listTasks(ctx, input)),
  getTask: staff("task.manage")
    .input(schema.taskIdInput)
    .output(schema.taskDto)
    .query(({ ctx, input }) => getTask(ctx, input)),
  listFailures: staff("task.manage")
    .input(schema.listFailuresInput)
    .output(schema.failurePage)
    .query(({ ctx, input }) => listFailures(ctx, input)),
  cancelTask: staff("task.manage")
    .input(schema.taskIdInput)
    .output(schema.taskDto)
    .mutation(({ ctx, input }) => cancelTask(ctx, input)),
  undoTask: staff("task.manage")
    .input(schema.taskIdInput)
    .output(schema.taskDto)
    .mutation(({ ctx, input }) => undoTask(ctx, input)),
});
