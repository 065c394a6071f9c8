import { addDays, type Day } from "@/server/kernel/day";
import { nextCutDay, type NoCutReason, whyNoCut } from "./cut-days";
import type { LadderPolicy, LadderStep, Moment } from "./types";

export type PreviewStep = {
  step: LadderStep;
  /** By the offset alone. */
  plannedOn: Day;
  /** When it would happen; null: never. */
  onDay: Day | null;
  /** Why it moved. */
  moved: NoCutReason | null;
};

/** On which days the steps of a ladder fall for an invoice due on that day, as the calendar stands. */
export function previewLadder(
  policy: Pick<LadderPolicy, "steps" | "noCutWeekdays" | "skipHolidays" | "skipEveOfHolidays">,
  calendar: Pick<Moment, "holidays" | "blackouts">,
  dueOn: Day,
): PreviewStep[] {
  return policy.steps
    .toSorted((a, b) => a.offsetDays - b.offsetDays)
    .map((step) => {
      const plannedOn = addDays(dueOn, step.offsetDays);
      const forced = step.kind === "softStep" || step.kind === "cut" || step.kind === "terminate";
      if (!forced) return { step, plannedOn, onDay: plannedOn, moved: null };
      const moved = whyNoCut(policy, calendar, plannedOn, null) ?? null;
      return { step, plannedOn, onDay: nextCutDay(policy, calendar, plannedOn, null), moved };
    });
}
