import { z } from "zod";
import { serviceIdInput } from "../schema";

const day = z.iso.date();

export const pauseOwnInput = serviceIdInput.extend({
  /** First day that it runs again by itself. */
  until: day,
});
export type PauseOwnInput = z.output<typeof pauseOwnInput>;

export const ownPlanInput = serviceIdInput.extend({ itemId: z.uuid() });
export type OwnPlanInput = z.output<typeof ownPlanInput>;

/** What a customer may do with a service now. */
export const ownActionsDto = z.object({
  today: day,
  planChange: z.enum(["off", "request", "immediate"]),
  /** Asked for, and staff have not answered by a change yet. */
  asked: z.object({ itemName: z.string(), onDay: day }).nullable(),
  /** Comes by itself on its day. */
  waiting: z.object({ itemName: z.string(), onDay: day }).nullable(),
  /** Null: no pause now. */
  pause: z
    .object({
      ...{ firstUntil: day, lastUntil: day, usedInYear: z.number().int() },
      feeMinor: z.number().int(),
      currency: z.string(),
    })
    .nullable(),
  /** Why there is none though the company lets them, as a key of `errors`. */
  pauseWaits: z.enum(["pause_while_owing", "pause_while_held"]).nullable(),
  /** It is paused; the first day on which the customer may end it, null: not by themselves. */
  resumeFrom: day.nullable(),
});
export type OwnActionsDto = z.output<typeof ownActionsDto>;

export const planOfferDto = z.object({
  itemId: z.uuid(),
  name: z.string(),
  description: z.string(),
  downKbps: z.number().int().nullable(),
  upKbps: z.number().int().nullable(),
  /** Of a period of one, minor units. */
  priceMinor: z.number().int(),
  currency: z.string(),
  taxIncluded: z.boolean(),
});
export type PlanOfferDto = z.output<typeof planOfferDto>;
