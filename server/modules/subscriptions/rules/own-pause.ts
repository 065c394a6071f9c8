import { addDays, type Day, daysBetween, isDay } from "@/server/kernel/day";

export type PauseRules = {
  pauseMinDays: number;
  pauseDaysAYear: number;
  /** Of one pause, whoever asks for it. */
  maxPauseDays: number;
};

/** What is known of a service's pauses. */
export type PauseFacts = { today: Day; usedInYear: number };

export type PauseTerms = { firstUntil: Day; lastUntil: Day };

/** The days on which a pause that begins today may end; undefined: not enough days are left for one. */
export function pauseTerms(
  rules: PauseRules,
  { today, usedInYear }: PauseFacts,
): PauseTerms | undefined {
  const longest = Math.min(rules.maxPauseDays, rules.pauseDaysAYear - usedInYear);
  if (longest < rules.pauseMinDays) return undefined;
  return { firstUntil: addDays(today, rules.pauseMinDays), lastUntil: addDays(today, longest) };
}

/** Why a customer may not pause until that day, as a key of `errors`; undefined: they may. */
export function whyNoPause(rules: PauseRules, facts: PauseFacts, until: Day) {
  const terms = pauseTerms(rules, facts);
  if (!terms) return "pause_days_used" as const;
  if (!isDay(until) || until < terms.firstUntil) return "pause_too_short" as const;
  return until > terms.lastUntil ? ("pause_too_long" as const) : undefined;
}

/** Days of a pause that lie within the 365 before today. */
export function pausedDays(pauses: readonly { from: Day; to: Day | null }[], today: Day): number {
  const since = addDays(today, -365);
  return pauses.reduce((sum, { from, to }) => {
    const [start, end] = [from < since ? since : from, to ?? today];
    return sum + Math.max(0, daysBetween(start, end));
  }, 0);
}
