import { isQuietAt } from "@/server/modules/tenants/rules/calendar";

type Quiet = { quietHours: { from: string; to: string } | null };

const MINUTE = 60_000;
/** A clock that jumps moves the end by two hours at most. */
const JUMP = 120;

/**
 * When the quiet hours that hold at the instant end, in the zone (IANA), to the minute; null when none hold. Pure. A clock
 * that jumps is read as people there read it: where the end's own time does not exist that night, they end at the jump.
 */
export function quietUntil(calendar: Quiet, timeZone: string, at: Date): Date | null {
  if (!calendar.quietHours || !isQuietAt(calendar, timeZone, at)) return null;
  const quiet = (ms: number) => isQuietAt(calendar, timeZone, new Date(ms));
  const start = Math.floor(at.getTime() / MINUTE) * MINUTE;
  let ms = start + minutesTo(calendar.quietHours.to, timeZone, at) * MINUTE;
  for (let step = 0; step < JUMP && quiet(ms); step++) ms += MINUTE;
  for (let step = 0; step < JUMP && ms - MINUTE > start && !quiet(ms - MINUTE); step++)
    ms -= MINUTE;
  return new Date(ms);
}

/** Minutes by the clock from the instant to the next time it shows `to`. */
function minutesTo(to: string, timeZone: string, at: Date): number {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" }).format(at);
  const [now, end] = [clock, to].map((text) => {
    const [hours = "0", minutes = "0"] = text.split(":");
    return Number(hours) * 60 + Number(minutes);
  });
  return ((end ?? 0) - (now ?? 0) + 1440) % 1440 || 1440;
}
