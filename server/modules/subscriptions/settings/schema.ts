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
