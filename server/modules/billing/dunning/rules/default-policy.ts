import type { LadderStep } from "./types";

/** The ladder of a tenant that chose none: told three days before, on the day, after 3 and 7; cut after 10, Monday to Thursday. */
export const DEFAULT_POLICY = {
  steps: [
    { key: "before3", kind: "reminder", offsetDays: -3 },
    { key: "dueDay", kind: "reminder", offsetDays: 0 },
    { key: "after3", kind: "reminder", offsetDays: 3 },
    { key: "after7", kind: "reminder", offsetDays: 7 },
    { key: "cut10", kind: "cut", offsetDays: 10 },
  ] satisfies LadderStep[] as LadderStep[],
  cutFrom: "09:00",
  cutUntil: "17:00",
  noCutWeekdays: [5, 6, 0],
  skipHolidays: true,
  skipEveOfHolidays: false,
  floorMinor: 0,
  oneOffCuts: false,
  maxPromiseDays: 7,
  maxPromisesPerYear: 3,
  promiseDownPaymentPercent: 0,
} as const;

/** What the default ladder is called until somebody names it otherwise. */
export const DEFAULT_NAMES = {
  es: "Cobranza general",
  en: "Standard ladder",
  pt: "Cobrança geral",
} as const;
