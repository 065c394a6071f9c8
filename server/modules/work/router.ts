import { z } from "zod";
import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { cancelTask } from "./cancel-task";
import { deleteView } from "./delete-view";
import { getTask } from "./get-task";
import { listFailures } from "./list-failures";
import { listTasks } from "./list-tasks";
import { listViews } from "./list-views";
import { saveView } from "./save-view";
import * as schema from "./schema";
import { undoTask } from "./undo-task";
import { updateView } from "./update-view";

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
  listViews: staff("view.manage")
    .input(schema.listViewsInput)
    .output(z.array(schema.viewDto))
    .query(({ ctx, input }) => listViews(ctx, input)),
  saveView: staff("view.manage")
    .input(schema.saveViewInput)
    .output(schema.viewDto)
    .mutation(({ ctx, input }) => saveView(ctx, input)),
  updateView: staff("view.manage")
    .input(schema.updateViewInput)
    .output(schema.viewDto)
    .mutation(({ ctx, input }) => updateView(ctx, input)),
  deleteView: staff("view.manage")
    .input(schema.viewIdInput)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await deleteView(ctx, input);
      return {};
    }),
});
