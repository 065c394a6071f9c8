import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarSettings } from "../settings/schema";
import { isOpenAt, isQuietAt } from "./calendar";
import { HOLIDAY_COUNTRIES, holidaysOf } from "./holidays";

const LIMA = "America/Lima";
const SANTIAGO = "America/Santiago";
const office = calendarSettings.parse({
  holidays: [{ date: "2026-07-28", name: "Fiestas Patrias" }],
});
const open = (zone: string, at: string, calendar = office) =>
  isOpenAt(calendar, zone, new Date(at));

describe("opening hours", () => {
  test("hold in the company's own zone: the first minute is in, the last is out", () => {
    expect(open(LIMA, "2026-07-27T08:59:00-05:00")).toBe(false);
    expect(open(LIMA, "2026-07-27T09:00:00-05:00")).toBe(true);
    expect(open(LIMA, "2026-07-27T17:59:59-05:00")).toBe(true);
    expect(open(LIMA, "2026-07-27T18:00:00-05:00")).toBe(false);
    expect(open("Asia/Tokyo", "2026-07-27T09:00:00-05:00")).toBe(false);
  });

  test("a holiday and a day without hours are closed all day", () => {
    expect(open(LIMA, "2026-07-28T11:00:00-05:00")).toBe(false);
    expect(open(LIMA, "2026-08-02T11:00:00-05:00")).toBe(false);
  });

  test("a night shift belongs to the day it starts on, holiday or not", () => {
    const night = calendarSettings.parse({
      hours: { ...office.hours, fri: [{ from: "22:00", to: "06:00" }], sat: [] },
      holidays: [{ date: "2026-08-08", name: "Saturday off" }],
    });
    expect(open(LIMA, "2026-08-07T23:30:00-05:00", night)).toBe(true);
    expect(open(LIMA, "2026-08-08T05:59:00-05:00", night)).toBe(true);
    expect(open(LIMA, "2026-08-08T06:00:00-05:00", night)).toBe(false);
    expect(open(LIMA, "2026-08-07T05:00:00-05:00", night)).toBe(false);
  });

  test("round the clock is round the clock", () => {
    const always = calendarSettings.parse({
      hours: Object.fromEntries(
        Object.keys(office.hours).map((day) => [day, [{ from: "00:00", to: "24:00" }]]),
      ),
    });
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }),
        (at) => {
          expect(isOpenAt(always, SANTIAGO, at)).toBe(true);
        },
      ),
    );
  });

  test("when Santiago's clock jumps, nine in the morning is still nine in the morning", () => {
    // 2026: summer time ends 5 April (UTC−3 → −4) and begins 6 September (−4 → −3).
    const saturdays = calendarSettings.parse({
      hours: {
        ...office.hours,
        sat: [{ from: "23:00", to: "02:00" }],
        sun: [{ from: "09:00", to: "10:00" }],
      },
    });
    expect(open(SANTIAGO, "2026-04-05T12:59:00Z", saturdays)).toBe(false);
    expect(open(SANTIAGO, "2026-04-05T13:00:00Z", saturdays)).toBe(true);
    expect(open(SANTIAGO, "2026-09-06T12:00:00Z", saturdays)).toBe(true);
    expect(open(SANTIAGO, "2026-09-06T13:00:00Z", saturdays)).toBe(false);
    // The hour that Santiago lives twice, 23:00–24:00 of 4 April, is open both times.
    expect(open(SANTIAGO, "2026-04-05T02:30:00Z", saturdays)).toBe(true);
    expect(open(SANTIAGO, "2026-04-05T03:30:00Z", saturdays)).toBe(true);
  });

  test("hours that are no hours are refused", () => {
    for (const interval of [
      { from: "25:00", to: "26:00" },
      { from: "9", to: "18" },
      { from: "09:60", to: "10:00" },
      { from: "09:00", to: "09:00" },
    ])
      expect(
        calendarSettings.safeParse({ hours: { ...office.hours, mon: [interval] } }).success,
      ).toBe(false);
    expect(
      calendarSettings.safeParse({ holidays: [{ date: "2026-02-30", name: "x" }] }).success,
    ).toBe(false);
  });
});

test("quiet hours cross midnight, and without them nothing is quiet", () => {
  const calendar = calendarSettings.parse({ quietHours: { from: "21:00", to: "08:00" } });
  const quiet = (at: string) => isQuietAt(calendar, LIMA, new Date(at));
  expect(quiet("2026-07-27T21:00:00-05:00")).toBe(true);
  expect(quiet("2026-07-28T07:59:00-05:00")).toBe(true);
  expect(quiet("2026-07-28T08:00:00-05:00")).toBe(false);
  expect(quiet("2026-07-28T20:59:00-05:00")).toBe(false);
  const never = calendarSettings.parse({ quietHours: null });
  expect(isQuietAt(never, LIMA, new Date("2026-07-28T03:00:00-05:00"))).toBe(false);
});

describe("proposed holidays", () => {
  const dates = (country: string, year: number) =>
    holidaysOf(country, year).map(({ date }) => date);
  test("are the country's own, Easter and moved Mondays included", () => {
    expect(dates("PE", 2026)).toContain("2026-04-03");
    expect(dates("AR", 2026)).toEqual(
      expect.arrayContaining([
        "2026-02-16",
        "2026-02-17",
        "2026-06-15",
        "2026-08-17",
        "2026-11-23",
      ]),
    );
    expect(dates("CO", 2026)).toEqual(
      expect.arrayContaining([
        "2026-01-12",
        "2026-03-23",
        "2026-05-18",
        "2026-06-08",
        "2026-11-16",
      ]),
    );
    expect(dates("CL", 2026)).toEqual(
      expect.arrayContaining(["2026-04-04", "2026-06-29", "2026-10-12"]),
    );
    expect(dates("BR", 2025)).toContain("2025-04-18");
    expect(dates("US", 2026)).toEqual([]);
    expect(dates("__proto__", 2026)).toEqual([]);
  });

  test("are days that exist, in order, whatever the year", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...HOLIDAY_COUNTRIES),
        fc.integer({ min: 2000, max: 2100 }),
        (country, year) => {
          const list = dates(country, year);
          expect(list).toEqual(list.toSorted());
          for (const date of list) expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
          expect(calendarSettings.safeParse({ holidays: holidaysOf(country, year) }).success).toBe(
            true,
          );
        },
      ),
    );
  });
});
