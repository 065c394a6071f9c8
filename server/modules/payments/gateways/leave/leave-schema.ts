import { z } from "zod";

export const beginLeaveInput = z.object({
  /** The account that is given leave anew; absent: a new one. */
  integrationId: z.uuid().optional(),
  /** The host of the page: the seller comes back to it. */
  host: z.string().trim().min(1).max(253),
});
export type BeginLeaveInput = z.output<typeof beginLeaveInput>;
export const begunLeaveDto = z.object({ url: z.string() });
export type BegunLeaveDto = z.output<typeof begunLeaveDto>;

export const finishLeaveInput = z.object({
  state: z.string().max(1_000),
  /** Empty: the seller said no. */
  code: z.string().trim().max(500),
});
export type FinishLeaveInput = z.output<typeof finishLeaveInput>;

export const leaveOfferDto = z.object({
  /** The platform has an application at MercadoPago. */
  offered: z.boolean(),
});
