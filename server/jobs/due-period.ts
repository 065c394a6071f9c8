import type { Schedule } from "./schedules";

/** Day (YYYY-MM-DD) and time (HH:MM) that a clock in the zone shows. Throws `RangeError` for a zone that is none. */
export function localClock(at: Date, timeZone: string): { day: string; time: string } {
  const parts = clockOf(timeZone).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

/**
 * The period that a schedule is due for in the zone at this instant, or undefined while its hour has not come.
 * Daily: the local day, from the hour on until midnight; where the clock skips that hour it is due right after, where
 * the hour comes twice the period is the same, so that one run a day is all there can be. By the minute: the slot.
 */
export function duePeriod(schedule: Schedule, at: Date, timeZone: string): string | undefined {
  const { when } = schedule;
  if ("dailyAt" in when) {
    const { day, time } = localClock(at, timeZone);
    return time >= when.dailyAt ? day : undefined;
  }
  const slotMs = when.everyMinutes * 60_000;
  return new Date(Math.floor(at.getTime() / slotMs) * slotMs).toISOString();
}

/** A formatter costs more than its use; there are some four hundred zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    calendar: "iso8601",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(timeZone, clock);
  return clock;
}
