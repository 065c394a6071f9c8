import { addDays, type Day, weekday } from "@/server/kernel/day";
import type { DecisionReason, LadderPolicy, Moment } from "./types";

type Calendar = Pick<Moment, "holidays" | "blackouts">;
type CutRules = Pick<LadderPolicy, "noCutWeekdays" | "skipHolidays" | "skipEveOfHolidays">;
export type NoCutReason = Extract<
  DecisionReason,
  "weekday" | "holiday" | "holidayEve" | "blackout" | "outage"
>;

/** How far ahead a day for a cut is looked for: longer than any row of days off that means something. */
const HORIZON_DAYS = 400;

/** Why nobody is cut on the day, there; undefined: cuts are allowed. An outage weighs more than what was chosen. */
export function whyNoCut(
  rules: CutRules,
  calendar: Calendar,
  day: Day,
  branchId: string | null,
): NoCutReason | undefined {
  const held = calendar.blackouts.filter(
    (row) =>
      row.fromDay <= day &&
      day <= row.toDay &&
      (row.branchId === null || row.branchId === branchId),
  );
  if (held.some((row) => row.kind === "outage")) return "outage";
  if (held.length > 0) return "blackout";
  if (rules.skipHolidays && calendar.holidays.has(day)) return "holiday";
  if (rules.skipEveOfHolidays && calendar.holidays.has(addDays(day, 1))) return "holidayEve";
  if (rules.noCutWeekdays.includes(weekday(day))) return "weekday";
  return undefined;
}

/** The first day from `from` on with cuts; null: none within a year, which a ladder without a free weekday means. */
export function nextCutDay(
  rules: CutRules,
  calendar: Calendar,
  from: Day,
  branchId: string | null,
): Day | null {
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead++) {
    const day = addDays(from, ahead);
    if (!whyNoCut(rules, calendar, day, branchId)) return day;
  }
  return null;
}
