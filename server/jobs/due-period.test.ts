import fc from "fast-check";
import { expect, test } from "vitest";
import { duePeriod, localClock } from "./due-period";
import { cronOf, type Schedule, schedules } from "./schedules";

const at0230: Schedule = { job: "test.daily", each: "tenant", when: { dailyAt: "02:30" } };
const QUARTER_MS = 900_000;

/** The periods that the quarter-hour ticks of some days would claim, in order, each once. */
function periods(schedule: Schedule, zone: string, from: string, days: number): string[] {
  const start = Date.parse(from);
  const claimed = new Set<string>();
  for (let at = start; at < start + days * 86_400_000; at += QUARTER_MS) {
    const period = duePeriod(schedule, new Date(at), zone);
    if (period !== undefined) claimed.add(period);
  }
  return [...claimed];
}

test("a tenant is due at its own hour, not at the server's", () => {
  const instant = new Date("2026-11-21T07:30:00Z");
  expect(localClock(instant, "America/Lima")).toEqual({ day: "2026-11-21", time: "02:30" });
  expect(duePeriod(at0230, instant, "America/Lima")).toBe("2026-11-21");
  expect(duePeriod(at0230, instant, "Pacific/Honolulu")).toBe("2026-11-20");
  expect(duePeriod(at0230, new Date("2026-11-21T07:29:59Z"), "America/Lima")).toBeUndefined();
});

test("the hour that the clock skips in spring is due right after it", () => {
  // Santiago, 6 September 2026: 00:00 becomes 01:00; New York, 8 March 2026: 02:00 becomes 03:00.
  expect(duePeriod(at0230, new Date("2026-03-08T06:59:00Z"), "America/New_York")).toBeUndefined();
  expect(duePeriod(at0230, new Date("2026-03-08T07:00:00Z"), "America/New_York")).toBe(
    "2026-03-08",
  );
  const midnight: Schedule = { ...at0230, when: { dailyAt: "00:15" } };
  expect(duePeriod(midnight, new Date("2026-09-06T03:59:00Z"), "America/Santiago")).toBe(
    "2026-09-05",
  );
  expect(duePeriod(midnight, new Date("2026-09-06T04:00:00Z"), "America/Santiago")).toBe(
    "2026-09-06",
  );
});

test("the hour that comes twice in autumn is one period", () => {
  const first = duePeriod(at0230, new Date("2026-11-01T05:45:00Z"), "America/New_York");
  const again = duePeriod(
    { ...at0230, when: { dailyAt: "01:30" } },
    new Date("2026-11-01T05:30:00Z"),
    "America/New_York",
  );
  const second = duePeriod(
    { ...at0230, when: { dailyAt: "01:30" } },
    new Date("2026-11-01T06:30:00Z"),
    "America/New_York",
  );
  expect(first).toBeUndefined();
  expect(again).toBe("2026-11-01");
  expect(second).toBe(again);
});

test("over a year of ticks every local day is one period, in every zone, whatever the clock does", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 95 }), (zone, quarter) => {
      const time = `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`;
      const schedule: Schedule = { ...at0230, when: { dailyAt: time } };
      const claimed = periods(schedule, zone, "2026-01-10T00:00:00Z", 370);
      for (const [index, day] of claimed.entries()) {
        if (index === 0) continue;
        const before = claimed[index - 1] ?? "";
        expect(Date.parse(day) - Date.parse(before)).toBe(86_400_000);
      }
      expect(claimed.length).toBeGreaterThanOrEqual(369);
    }),
    { numRuns: 6 },
  );
}, 150_000);

test("a schedule by the minute has one period for each slot", () => {
  const five: Schedule = { job: "test.often", each: "tenant", when: { everyMinutes: 5 } };
  const seen = ["10:05:00", "10:07:31", "10:09:59.999"].map((time) =>
    duePeriod(five, new Date(`2026-11-21T${time}Z`), "America/Lima"),
  );
  expect(new Set(seen)).toEqual(new Set(["2026-11-21T10:05:00.000Z"]));
  expect(cronOf(five)).toBe("*/5 * * * *");
});

test("a zone that is none throws, so that the fan-out can name it", () => {
  expect(() => duePeriod(at0230, new Date(), "Mars/Olympus")).toThrow(RangeError);
});

test("every daily hour lies on a quarter of an hour, where the ticks look", () => {
  const hours = Object.values(schedules).flatMap(({ when }) =>
    "dailyAt" in when ? [when.dailyAt] : [],
  );
  expect(hours.length).toBeGreaterThan(0);
  expect(hours.filter((hour) => !/^([01]\d|2[0-3]):(00|15|30|45)$/.test(hour))).toEqual([]);
});
