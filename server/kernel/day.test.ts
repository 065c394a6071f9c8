import { expect, test } from "vitest";
import {
  addDays,
  addMonths,
  dayIn,
  daysBetween,
  daysInMonth,
  isDay,
  monthDay,
  weekday,
} from "./day";

test("the day is the one that a clock in the zone shows, on both sides of its midnight", () => {
  expect(dayIn("America/Lima", new Date("2027-03-01T04:59:59Z"))).toBe("2027-02-28");
  expect(dayIn("America/Lima", new Date("2027-03-01T05:00:00Z"))).toBe("2027-03-01");
  expect(dayIn("America/Argentina/Buenos_Aires", new Date("2027-03-01T02:59:00Z"))).toBe(
    "2027-02-28",
  );
  expect(dayIn("Pacific/Auckland", new Date("2026-12-31T12:00:00Z"))).toBe("2027-01-01");
});

test("days are added and counted over months, years and leap days, in both directions", () => {
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
  expect(daysBetween("2028-02-01", "2028-03-01")).toBe(29);
  expect(daysBetween("2027-03-01", "2027-02-28")).toBe(-1);
  expect(["2027-02-10", "2028-02-10", "2027-12-31"].map(daysInMonth)).toEqual([28, 29, 31]);
  expect([weekday("2027-02-28"), weekday("2027-03-06")]).toEqual([0, 6]);
});

test("an anchor is clamped to its month and never chained from a clamped day", () => {
  expect(monthDay("2027-02-10", 31)).toBe("2027-02-28");
  expect(monthDay("2027-02-10", 5)).toBe("2027-02-05");
  expect(addMonths("2027-01-31", 1, 31)).toBe("2027-02-28");
  expect(addMonths("2027-02-28", 1, 31)).toBe("2027-03-31");
  expect(addMonths("2027-01-15", -2, 15)).toBe("2026-11-15");
});

test.each([
  ["2027-02-28", true],
  ["2028-02-29", true],
  ["2027-02-29", false],
  ["2027-13-01", false],
  ["2027-2-8", false],
  ["x2027-02-28", false],
  ["2027-02-28x", false],
  ["+002027-02-28", false],
  ["", false],
])("is %s a day? %s", (given, is) => expect(isDay(given)).toBe(is));
