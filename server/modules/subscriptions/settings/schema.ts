import { z } from "zod";

/** Module `subscriptions`: what staff may do with a service. */
export const subscriptionSettings = z.object({
  /** Days that a pause may last at most. */
  maxPauseDays: z.int().min(1).max(365).default(90),
  /** Days of notice before an end asked for by the customer; 0: at once. */
  noticeDays: z.int().min(0).max(120).default(0),
  /** Cuts that a router gets within an hour before a person is asked, and the share of its services, whichever is more. */
  cutsAtOnce: z.int().min(1, "cuts_at_once_range").max(10_000, "cuts_at_once_range").default(20),
  cutSharePercent: z.int().min(0, "cut_share_range").max(100, "cut_share_range").default(10),
});

/** Module `selfService`: what customers may do for themselves in the portal. */
export const selfServiceSettings = z.object({
  /** To promise a payment, within what their ladder allows. */
  promises: z.boolean().default(true),
  /** `request`: staff are asked; `immediate`: a dearer plan holds at once, a cheaper one when the period ends. */
  planChange: z.enum(["off", "request", "immediate"]).default("request"),
  /** Plans that are offered; none: those of the same kind and rhythm. */
  plans: z.array(z.uuid()).max(200).default([]),
  pause: z.boolean().default(false),
  pauseMinDays: z.int().min(1, "pause_days_range").max(90, "pause_days_range").default(7),
  /** Days that a service may rest within 365. */
  pauseDaysAYear: z.int().min(1, "pause_days_range").max(365, "pause_days_range").default(60),
  /** What a pause costs, decimal text of the tenant's currency; empty: nothing. */
  pauseFee: z
    .string()
    .regex(/^(?:\d{1,9}(?:\.\d{1,4})?)?$/, "amount_shape")
    .default(""),
});
