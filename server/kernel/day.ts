/** A day on the tenant's calendar, `YYYY-MM-DD`. Compared as text. */
export type Day = string;

const MS = 86_400_000;

/** Days in use are few and are asked for millions of times (a ladder over a month of everybody): each is read and written once. */
const KEPT = 50_000;
const instants = new Map<Day, number>();
const texts = new Map<number, Day>();

function kept<K, V>(cache: Map<K, V>, key: K, make: (key: K) => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  if (cache.size >= KEPT) cache.clear();
  cache.set(key, made);
  return made;
}

const ms = (day: Day): number => kept(instants, day, (given) => Date.parse(`${given}T00:00:00Z`));
const text = (at: number): Day =>
  kept(texts, at, (given) => new Date(given).toISOString().slice(0, 10));

/** The day that a clock in the zone shows at that instant. `timeZone` is an IANA name. */
export function dayIn(timeZone: string, at: Date): Day {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
    clocks.set(timeZone, clock);
  }
  return clock.format(at).slice(0, 10);
}

/** One a zone: a clock costs a hundred times what reading it does, and a list reads it once a row. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** That many days later; below zero: earlier. */
export const addDays = (day: Day, days: number): Day => text(ms(day) + days * MS);

/** Whole days from one to the other; below zero when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((ms(to) - ms(from)) / MS);

/** Days of the month that the day lies in. */
export function daysInMonth(day: Day): number {
  const at = new Date(ms(day));
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The anchor's day in the month of `day`, or the month's last where it is shorter (isp-domain.md §3.1). */
export function monthDay(day: Day, anchorDay: number): Day {
  return `${day.slice(0, 8)}${String(Math.min(anchorDay, daysInMonth(day))).padStart(2, "0")}`;
}

/** That many months later on the anchor's day: never chained from a clamped day (31 Jan → 28 Feb → 31 Mar). */
export function addMonths(day: Day, months: number, anchorDay: number): Day {
  const at = new Date(ms(day));
  const first = text(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
  return monthDay(first, anchorDay);
}

/** Day of the week, 0 Sunday … 6 Saturday. */
export const weekday = (day: Day): number => new Date(ms(day)).getUTCDay();

/** Is it a day that exists? */
export const isDay = (given: string): given is Day =>
  /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(ms(given)) && text(ms(given)) === given;
