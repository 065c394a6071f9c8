import { z } from "zod";
import { DECISION_REASONS, STEP_KINDS } from "./rules/words";

export const runLadderForInput = z.object({ customerId: z.uuid() });
export type RunLadderForInput = z.output<typeof runLadderForInput>;

export const ladderRunDto = z.object({
  /** What a panic switch holds back, so that it was not done. */
  frozen: z.enum(["none", "cuts", "all"]),
  /** Each step that is not behind the customer: what became of it now and why, the next day of those that wait. */
  steps: z.array(
    z.object({
      kind: z.enum(STEP_KINDS),
      outcome: z.enum(["done", "waits", "left"]),
      reason: z.enum(DECISION_REASONS),
      /** Number of the invoice that it is about. */
      invoice: z.string(),
      /** Name of the service that it touches; empty: the invoice as a whole. */
      service: z.string(),
      offsetDays: z.number().int(),
      next: z.iso.date().nullable(),
    }),
  ),
});
export type LadderRunDto = z.output<typeof ladderRunDto>;

export const askedLadderDto = z.object({ asked: z.literal(true) });
export type AskedLadderDto = z.output<typeof askedLadderDto>;
