import type { Router } from "./router";

/** `year, month, day, time` in the router's zone. */
function parts(router: Router, at: number): Record<string, string> {
  const made = formatOf(router.settings.timeZone).formatToParts(at);
  return Object.fromEntries(made.map(({ type, value }) => [type, value]));
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
    timeZoneName: "longOffset",
  });
  formats.set(timeZone, made);
  return made;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** «nov/21/2026» until 7.9, «2026-11-21» from 7.10 on. */
export function date(router: Router, at: number): string {
  const { year, month = "1", day } = parts(router, at);
  return router.version >= 7010
    ? `${year}-${month}-${day}`
    : `${MONTHS[Number(month) - 1]}/${day}/${year}`;
}

export function time(router: Router, at: number): string {
  const { hour, minute, second } = parts(router, at);
  return `${hour}:${minute}:${second}`;
}

export const dateTime = (router: Router, at: number): string =>
  `${date(router, at)} ${time(router, at)}`;

/** «-05:00» */
export const offset = (router: Router, at: number): string =>
  (parts(router, at).timeZoneName ?? "GMT").slice(3) || "+00:00";
