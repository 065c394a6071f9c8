import { enqueueAgain } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import { RUN_TASK } from "./run-task-name";

/**
 * Somebody who begins a task looks at it: its first slice comes before news to customers. The rest comes behind what
 * people wait for: a task of 100 000 rows must not hold up a code that somebody needs to sign in.
 */
const PRIORITY = { first: 1, rest: 5 } as const;

/** Asks for the next slice of a task, in the open transaction. */
export const askForRun = (ctx: Ctx, taskId: string, slice: keyof typeof PRIORITY): string =>
  enqueueAgain(ctx, {
    name: RUN_TASK.name,
    payload: RUN_TASK.schema.parse({ taskId }),
    options: { priority: PRIORITY[slice], key: taskId },
  });
