import { z } from "zod";
import { listPageInput } from "@/server/modules/work/schema";

const uuid = z.uuid();
const day = z.iso.date();
const text = z.string().trim().max(500);
const minor = z.number().int();

export const taskStatus = z.enum([
  "open",
  "inProgress",
  "promised",
  "paid",
  "uncollectable",
  "cancelled",
]);
export type TaskStatusWord = z.output<typeof taskStatus>;
export const taskPriority = z.enum(["low", "normal", "high"]);
export const taskChannel = z.enum(["phone", "whatsapp", "email", "visit", "other"]);

export const collectionTaskDto = z.object({
  id: uuid,
  customerId: uuid,
  customerName: z.string(),
  customerNumber: z.number().int(),
  customerPhone: z.string().nullable(),
  currency: z.string(),
  /** What was owed when it was made; minor units of `currency`. */
  amountMinor: minor,
  /** What is overdue now, in the tenant's currency. */
  owedMinor: minor,
  status: taskStatus,
  priority: z.string(),
  ownerMembershipId: uuid.nullable(),
  ownerName: z.string().nullable(),
  channel: z.string(),
  nextAction: z.string(),
  nextActionOn: day.nullable(),
  outcome: z.string(),
  promiseId: uuid.nullable(),
  promiseDueOn: day.nullable(),
  /** `policy`, `staff`, `api`. */
  origin: z.string(),
  closedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type CollectionTaskDto = z.output<typeof collectionTaskDto>;
export const collectionTaskPage = z.object({
  items: z.array(collectionTaskDto),
  nextCursor: z.string().nullable(),
});
export type CollectionTaskPage = z.output<typeof collectionTaskPage>;
export const listTasksInput = listPageInput;

export const taskIdInput = z.object({ taskId: uuid });
export type TaskIdInput = z.output<typeof taskIdInput>;

export const createTaskInput = z.object({
  customerId: uuid,
  /** Absent: what the customer owes that is overdue. Minor units of the tenant's currency. */
  amountMinor: minor.positive().max(Number.MAX_SAFE_INTEGER).optional(),
  ownerMembershipId: uuid.nullish(),
  channel: taskChannel.default("phone"),
  priority: taskPriority.default("normal"),
  nextAction: text.default(""),
  nextActionOn: day.nullish(),
  /** The same key is the same task: asked again, the first one is answered. */
  dedupeKey: z.string().trim().min(1).max(120).optional(),
});
export type CreateTaskInput = z.input<typeof createTaskInput>;

export const updateTaskInput = taskIdInput.extend({
  status: taskStatus.optional(),
  ownerMembershipId: uuid.nullable().optional(),
  channel: taskChannel.optional(),
  priority: taskPriority.optional(),
  nextAction: text.optional(),
  nextActionOn: day.nullable().optional(),
  outcome: text.optional(),
});
export type UpdateTaskInput = z.output<typeof updateTaskInput>;

export const assignTasksInput = z.object({
  taskIds: z.array(uuid).min(1).max(500),
  ownerMembershipId: uuid.nullable(),
});
export type AssignTasksInput = z.output<typeof assignTasksInput>;
export const assignedDto = z.object({ changed: z.number().int() });
export type AssignedDto = z.output<typeof assignedDto>;

export const boardInput = z.object({ whose: z.enum(["all", "mine", "team"]).default("all") });
export type BoardInput = z.output<typeof boardInput>;
export const boardDto = z.object({
  currency: z.string(),
  today: day,
  columns: z.array(
    z.object({
      status: taskStatus,
      count: z.number().int(),
      /** Of all its tasks, what is overdue now; the tenant's currency. */
      owedMinor: minor,
      cards: z.array(collectionTaskDto),
    }),
  ),
});
export type BoardDto = z.output<typeof boardDto>;

/** What a person fills in for a new task: an input knows no null. */
export const taskForm = z.object({
  customerId: z.uuid("required"),
  ownerMembershipId: z.union([z.literal(""), uuid]),
  channel: taskChannel,
  nextAction: text,
  nextActionOn: z.union([z.literal(""), day]),
});
export const editTaskForm = taskForm.omit({ customerId: true }).extend({
  priority: taskPriority,
  outcome: text,
});
