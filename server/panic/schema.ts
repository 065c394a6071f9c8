import { z } from "zod";

/** What panic can be switched on for; a later class freezes every earlier one within its scope. */
const switchClass = z.enum(["cut", "dunning", "outbound", "charge", "*"]);

/** `scope`: an integration's id, a vendor's name, or `*`. */
export const switchPanicOnInput = z.object({
  scope: z.string().trim().min(1).max(100),
  actionClass: switchClass,
  reason: z.string().trim().min(3).max(500),
  minHoldMinutes: z.number().int().min(0).max(10_080).default(0),
});
export type SwitchPanicOnInput = z.output<typeof switchPanicOnInput>;

/** `force` ends it before its minimum hold and needs a reason. */
export const switchPanicOffInput = z
  .object({
    switchId: z.uuid(),
    force: z.boolean().default(false),
    reason: z.string().trim().min(3).max(500).optional(),
  })
  .refine((input) => !input.force || input.reason !== undefined, {
    path: ["reason"],
    message: "reason_required",
  });
export type SwitchPanicOffInput = z.output<typeof switchPanicOffInput>;

/** Instants are ISO strings. `platform`: it holds for every tenant and only the platform ends it. */
export const panicSwitchDto = z.object({
  id: z.uuid(),
  platform: z.boolean(),
  scope: z.string(),
  actionClass: switchClass,
  state: z.enum(["on", "probing", "off"]),
  origin: z.enum(["manual", "automatic"]),
  reason: z.string(),
  holdUntil: z.iso.datetime(),
});
export type PanicSwitchDto = z.output<typeof panicSwitchDto>;

export const listHeldInput = z.object({
  status: z.enum(["held", "released", "dropped"]).default("held"),
  /** Id of the last one of the page before. */
  after: z.uuid().optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListHeldInput = z.output<typeof listHeldInput>;

export const heldCommandDto = z.object({
  id: z.uuid(),
  switchId: z.uuid(),
  actionClass: z.string(),
  summary: z.string(),
  jobName: z.string(),
  status: z.enum(["held", "released", "dropped"]),
  heldAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
});
export type HeldCommandDto = z.output<typeof heldCommandDto>;

export const resolveHeldInput = z.object({ ids: z.array(z.uuid()).min(1).max(200) });
export type ResolveHeldInput = z.output<typeof resolveHeldInput>;
