import { z } from "zod";
import { DECISION_REASONS, STEP_KINDS } from "./rules/words";

const day = z.iso.date();
const minor = z.number().int();

export const whoWouldBeCutInput = z.object({
  /** From today to two weeks ahead; absent: tomorrow. */
  day: day.optional(),
});
export type WhoWouldBeCutInput = z.output<typeof whoWouldBeCutInput>;

export const forecastRow = z.object({
  customerId: z.uuid(),
  customerName: z.string(),
  customerNumber: z.number().int(),
  serviceId: z.uuid(),
  service: z.string(),
  serviceNumber: z.number().int(),
  /** Overdue invoices that bear it, oldest first, and since when. */
  invoices: z.array(z.string()),
  daysOverdue: z.number().int(),
  /** Of these invoices, in the tenant's currency. */
  owedMinor: minor,
  kind: z.enum(STEP_KINDS),
  /** Days from the due date that the ladder says. */
  offsetDays: z.number().int(),
  policy: z.string(),
  outcome: z.enum(["cut", "put_off", "spared"]),
  reason: z.enum(DECISION_REASONS),
  /** When it is looked at again. */
  next: day.nullable(),
});
export type ForecastRow = z.output<typeof forecastRow>;

export const forecastDto = z.object({
  day,
  today: day,
  currency: z.string(),
  counts: z.object({ cut: z.number().int(), putOff: z.number().int(), spared: z.number().int() }),
  owedMinor: minor,
  /** What is frozen now by a panic switch. */
  frozen: z.enum(["none", "cuts", "all"]),
  /** Those cut first; at most `FORECAST_ROWS`. */
  rows: z.array(forecastRow),
  truncated: z.boolean(),
});
export type ForecastDto = z.output<typeof forecastDto>;
