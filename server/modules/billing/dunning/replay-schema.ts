import { z } from "zod";
import { draftFields, sound } from "./schema";
import { STEP_KINDS } from "./rules/words";

const day = z.iso.date();
const count = z.number().int();

export const replayPolicyInput = draftFields
  .extend({
    /** The ladder that it would take the place of; absent: everybody's. */
    policyId: z.uuid().optional(),
    /** Who pays within so many days of a cut would have paid anyway. */
    paidWithinDays: z.coerce.number().int().min(1).max(15).default(3),
  })
  .superRefine(sound);
export type ReplayPolicyInput = z.input<typeof replayPolicyInput>;

const both = { current: count, draft: count };

export const replayRow = z.object({
  customerId: z.uuid(),
  customerName: z.string(),
  customerNumber: count,
  invoice: z.string(),
  serviceId: z.uuid().nullable(),
  service: z.string().nullable(),
  kind: z.enum(STEP_KINDS),
  /** Days from the due date, of the ladder that does it. */
  offsetDays: count,
  /** When today's ladder does it, and when the other one; null: not within these days. */
  currentOn: day.nullable(),
  draftOn: day.nullable(),
  /** The day on which the invoice was paid in the end; null: it was not. */
  paidOn: day.nullable(),
});
export type ReplayRow = z.output<typeof replayRow>;

export const replayDto = z.object({
  from: day,
  until: day,
  /** Who had something open in these days. */
  customers: count,
  /** False: there are more customers than one answer looks at; the figures are of those counted. */
  complete: z.boolean(),
  paidWithinDays: count,
  totals: z.array(z.object({ kind: z.enum(STEP_KINDS), ...both })),
  /** Cuts of invoices that were paid within the days asked for. */
  cutThoughPaying: z.object(both),
  days: z.array(
    z.object({
      day,
      told: z.object(both),
      cut: z.object(both),
    }),
  ),
  /** What differs first, cuts before words; at most `REPLAY_ROWS`. */
  rows: z.array(replayRow),
  truncated: z.boolean(),
});
export type ReplayDto = z.output<typeof replayDto>;
