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

/** What a list is asked: the words searched for, filters as a URL's query (`status=active,lead&createdAt=2026-01-01..`), the order. */
export const listQuery = z.object({
  search: z.string().trim().max(120).default(""),
  filters: z.string().max(2_000).default(""),
  /** A field's name; with `-` before it, downwards. Empty: the list's own order. */
  sort: z.string().max(60).default(""),
});
export type ListQuery = z.output<typeof listQuery>;

export const listPageInput = listQuery.extend({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListPageInput = z.output<typeof listPageInput>;

/** Rows chosen in a list: some by id, or all that the query means. */
export const selection = z.discriminatedUnion("mode", [
  z.object({ mode: z.literal("ids"), ids: z.array(uuid).min(1).max(1_000) }),
  z.object({ mode: z.literal("matching"), query: listQuery }),
]);
export type Selection = z.output<typeof selection>;

export const countDto = z.object({ count: z.number().int(), estimated: z.boolean() });
export type CountDto = z.output<typeof countDto>;

const viewName = z.string().trim().min(1).max(60);
/** Which list: the first word of its path. */
const listName = z.string().regex(/^[a-z][a-zA-Z]{1,40}$/);

export const viewDto = z.object({
  id: uuid,
  name: z.string(),
  query: z.string(),
  shared: z.boolean(),
  own: z.boolean(),
});
export type ViewDto = z.output<typeof viewDto>;
export const listViewsInput = z.object({ list: listName });
export type ListViewsInput = z.output<typeof listViewsInput>;
export const saveViewInput = z.object({
  list: listName,
  name: viewName,
  query: z.string().max(4_000),
  shared: z.boolean().default(false),
});
export type SaveViewInput = z.input<typeof saveViewInput>;
export const viewIdInput = z.object({ viewId: uuid });
export type ViewIdInput = z.output<typeof viewIdInput>;
export const updateViewInput = viewIdInput.extend({
  name: viewName.optional(),
  query: z.string().max(4_000).optional(),
  shared: z.boolean().optional(),
});
export type UpdateViewInput = z.output<typeof updateViewInput>;
