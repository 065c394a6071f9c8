import { z } from "zod";

/** The job that works a task off; apart from its handler, so that who asks for it does not load every kind. */
export const RUN_TASK = {
  name: "work.runTask",
  schema: z.object({ taskId: z.uuid() }),
};
