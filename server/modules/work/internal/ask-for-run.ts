import { enqueueAgain } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import { RUN_TASK } from "./run-task-name";

/** Behind what people wait for: a task of 100 000 rows must not hold up a code that somebody needs to sign in. */
const PRIORITY = 5;

/** Asks for the next slice of a task, in the open transaction. */
export const askForRun = (ctx: Ctx, taskId: string): string =>
  enqueueAgain(ctx, {
    name: RUN_TASK.name,
    payload: RUN_TASK.schema.parse({ taskId }),
    options: { priority: PRIORITY, key: taskId },
  });
