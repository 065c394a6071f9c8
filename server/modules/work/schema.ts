import { z } from "zod";

const instant = z.iso.datetime();
const uuid = z.uuid();

export const taskStatus = z.enum([
  "waiting",
  "running",
  "done",
  "failed",
  "cancelled",
  "undoing",
  "undone",
]);
export type TaskStatus = z.output<typeof taskStatus>;

/** Still moving: a screen asks again each second. */
export const isUnderWay = (status: TaskStatus): boolean =>
  status === "waiting" || status === "running" || status === "undoing";

export const taskDto = z.object({
  id: uuid,
  kind: z.string(),
  status: taskStatus,
  /** Who started it. */
  membershipId: uuid,
  startedBy: z.string().nullable(),
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  /** Rows taken back by undo, and those that could not be since somebody changed them. */
  undone: z.number().int(),
  notUndone: z.number().int(),
  /** Key of `errors` in messages. */
  error: z.string().nullable(),
  /** The file it made, to be opened under /api/files. */
  fileId: uuid.nullable(),
  /** The list it is about. */
  list: z.string().nullable(),
  undoUntil: instant.nullable(),
  canCancel: z.boolean(),
  canUndo: z.boolean(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  createdAt: instant,
});
export type TaskDto = z.output<typeof taskDto>;

export const taskIdInput = z.object({ taskId: uuid });
export type TaskIdInput = z.output<typeof taskIdInput>;

export const listTasksInput = z.object({
  cursor: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type ListTasksInput = z.output<typeof listTasksInput>;
export const taskPage = z.object({ items: z.array(taskDto), nextCursor: uuid.nullable() });
export type TaskPage = z.output<typeof taskPage>;

export const listFailuresInput = taskIdInput.extend({
  cursor: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListFailuresInput = z.output<typeof listFailuresInput>;
export const failurePage = z.object({
  items: z.array(
    z.object({
      position: z.number().int(),
      entityId: uuid.nullable(),
      error: z.string(),
      given: z.record(z.string(), z.string()).nullable(),
    }),
  ),
  nextCursor: z.number().int().nullable(),
});
export type FailurePage = z.output<typeof failurePage>;
