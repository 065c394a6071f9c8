/** The next instant at which a clock in the zone shows that hour today; undefined when it has struck already. */
export function untilHour(timeZone: string, now: Date, hour: number): Date | undefined {
  const parts = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  }).formatToParts(now);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const minutes = hour * 60 - (of("hour") * 60 + of("minute"));
  return minutes <= 0 ? undefined : new Date(now.getTime() + minutes * 60_000);
}
