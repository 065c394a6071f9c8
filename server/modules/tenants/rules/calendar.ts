/** Monday first, as people here read a week. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When a company works (settings module `calendar`): times `HH:MM`, dates `YYYY-MM-DD`, in its own zone. */
export type Calendar = {
  hours: Record<Weekday, readonly { from: string; to: string }[]>;
  holidays: readonly { date: string }[];
  quietHours: { from: string; to: string } | null;
};

/** A wall clock's reading in a zone: date `YYYY-MM-DD`, weekday, minutes since midnight. */
type Reading = { date: string; day: Weekday; minutes: number };

/**
 * Is the company open at the instant, by its hours and holidays, read in the zone (IANA)? An interval whose end is not
 * after its start runs past midnight and belongs to the day it starts on. Pure; a clock that jumps (DST) is read as
 * people there read it, so no hour is counted twice.
 */
export function isOpenAt(
  calendar: Pick<Calendar, "hours" | "holidays">,
  timeZone: string,
  instant: Date,
): boolean {
  const now = readClock(timeZone, instant);
  return openOn(calendar, now, now.minutes) || openOn(calendar, dayBefore(now), now.minutes + DAY);
}

/** Are messages that can wait to be kept back at the instant? Pure; without quiet hours never. */
export function isQuietAt(
  calendar: Pick<Calendar, "quietHours">,
  timeZone: string,
  instant: Date,
): boolean {
  if (!calendar.quietHours) return false;
  const { minutes } = readClock(timeZone, instant);
  const from = minutesOf(calendar.quietHours.from);
  const to = minutesOf(calendar.quietHours.to);
  return from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

const DAY = 1440;

function openOn(
  calendar: Pick<Calendar, "hours" | "holidays">,
  { date, day }: Pick<Reading, "date" | "day">,
  minutes: number,
): boolean {
  if (calendar.holidays.some((holiday) => holiday.date === date)) return false;
  return calendar.hours[day].some(({ from, to }) => {
    const start = minutesOf(from);
    const end = minutesOf(to) > start ? minutesOf(to) : minutesOf(to) + DAY;
    return minutes >= start && minutes < end;
  });
}

/** "08:30" → 510; "24:00" → 1440. */
function minutesOf(text: string): number {
  const [hours = "0", minutes = "0"] = text.split(":");
  return Number(hours) * 60 + Number(minutes);
}

function readClock(timeZone: string, instant: Date): Reading {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(instant);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "0";
  const date = `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
  return {
    date,
    day: weekdayOf(date),
    minutes: Number(part("hour")) * 60 + Number(part("minute")),
  };
}

function dayBefore({ date }: Pick<Reading, "date">): Pick<Reading, "date" | "day"> {
  const before = new Date(Date.parse(`${date}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return { date: before, day: weekdayOf(before) };
}

const weekdayOf = (date: string): Weekday =>
  WEEKDAYS[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7] ?? "mon";
