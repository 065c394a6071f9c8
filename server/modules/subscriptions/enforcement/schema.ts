import { z } from "zod";

const uuid = z.uuid();
const instant = z.iso.datetime();

export const enforcementState = z.enum(["on", "soft", "off", "gone"]);

export const commandIdInput = z.object({ commandId: uuid });
export type CommandIdInput = z.output<typeof commandIdInput>;

export const settleTaskInput = commandIdInput.extend({
  /** What they saw to be so, whatever was asked for. */
  observed: enforcementState,
  note: z.string().trim().max(500).default(""),
});
export type SettleTaskInput = z.output<typeof settleTaskInput>;

export const commandDto = z.object({
  id: uuid,
  serviceId: uuid,
  kind: z.string(),
  desired: enforcementState,
  status: z.enum(["pending", "applied", "proven", "failed", "superseded"]),
  reason: z.string(),
  attempts: z.number().int(),
  /** A word of `errors`, or `seen_<state>`. */
  lastError: z.string().nullable(),
  held: z.boolean(),
  /** One of too many cuts at once, held until a person lets them through. */
  capped: z.boolean(),
  proof: z.record(z.string(), z.json()).nullable(),
  requestedAt: instant,
  provenAt: instant.nullable(),
  nextAttemptAt: instant.nullable(),
});
export type CommandDto = z.output<typeof commandDto>;

export const taskDto = z.object({
  id: uuid,
  serviceId: uuid,
  number: z.number().int(),
  label: z.string(),
  customerName: z.string(),
  address: z.string().nullable(),
  ref: z.string(),
  desired: enforcementState,
  observed: enforcementState.nullable(),
  reason: z.string(),
  lastError: z.string().nullable(),
  assigneeName: z.string().nullable(),
  mine: z.boolean(),
  requestedAt: instant,
});
export type ManualTaskDto = z.output<typeof taskDto>;
export const listTasksInput = z.object({
  /** Id of the last one of the page before. */
  after: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListManualTasksInput = z.output<typeof listTasksInput>;
export const taskList = z.object({ items: z.array(taskDto), total: z.number().int() });
export type ManualTaskList = z.output<typeof taskList>;
