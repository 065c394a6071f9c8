import { z } from "zod";

const ascending = (days: number[]) =>
  days.every((day, at) => at === 0 || day > (days[at - 1] ?? 0));

/** Module `autopay`: when kept cards are charged by themselves. */
export const autopaySettings = z.object({
  /** Customers may keep a card and switch automatic payment on. */
  offered: z.boolean().default(true),
  /** Days before the due date; 0: on the day. */
  daysBefore: z.number().int().min(0).max(15).default(0),
  /** Not before this hour of the tenant's clock. */
  hour: z.number().int().min(0).max(23).default(9),
  /** Tried again so many days after the first try, when the bank's no may change. */
  retryDays: z
    .array(z.number().int().min(1).max(30))
    .max(5)
    .refine(ascending, "retry_days_order")
    .default([1, 3, 5]),
});
export type AutopaySettings = z.output<typeof autopaySettings>;
