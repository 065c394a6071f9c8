import { z } from "zod";

const uuid = z.uuid();

export const enforcementState = z.enum(["on", "soft", "off", "gone"]);

export const serviceIdInput = z.object({ serviceId: uuid });
export type ServiceIdInput = z.output<typeof serviceIdInput>;

export const commandIdInput = z.object({ commandId: uuid });
export type CommandIdInput = z.output<typeof commandIdInput>;

export const settleTaskInput = commandIdInput.extend({
  /** What they saw to be so, whatever was asked for. */
  observed: enforcementState,
  note: z.string().trim().max(500).default(""),
});
export type SettleTaskInput = z.output<typeof settleTaskInput>;
