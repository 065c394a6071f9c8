import fc from "fast-check";
import { expect, test } from "vitest";
import { isQuietAt } from "@/server/modules/tenants/rules/calendar";
import { quietUntil } from "./quiet-until";
import { afterStatus, MESSAGE_STATUSES } from "./status-ladder";

const night = { quietHours: { from: "21:00", to: "08:00" } };
const until = (zone: string, at: string, calendar: Parameters<typeof quietUntil>[0] = night) =>
  quietUntil(calendar, zone, new Date(at))?.toISOString() ?? null;

test("quiet hours over midnight end in the morning, on whichever side one asks", () => {
  expect(until("America/Lima", "2026-11-21T02:30:00Z")).toBe("2026-11-21T13:00:00.000Z");
  expect(until("America/Lima", "2026-11-21T06:30:00Z")).toBe("2026-11-21T13:00:00.000Z");
  expect(until("America/Lima", "2026-11-21T12:59:59Z")).toBe("2026-11-21T13:00:00.000Z");
  expect(until("America/Lima", "2026-11-21T13:00:00Z")).toBeNull();
  expect(until("America/Lima", "2026-11-21T17:00:00Z")).toBeNull();
  expect(until("America/Lima", "2026-11-21T06:30:00Z", { quietHours: null })).toBeNull();
});

test("where the clock jumps in the night they end when the clock there shows the end, or jumps over it", () => {
  // Santiago goes forward at midnight of 6 September 2026: 00:00 becomes 01:00.
  expect(until("America/Santiago", "2026-09-06T03:30:00Z")).toBe("2026-09-06T11:00:00.000Z");
  const past = { quietHours: { from: "22:00", to: "00:30" } };
  expect(until("America/Santiago", "2026-09-06T03:30:00Z", past)).toBe("2026-09-06T04:00:00.000Z");
  // And back at midnight of 5 April 2026: 24:00 becomes 23:00 again.
  expect(until("America/Santiago", "2026-04-05T02:30:00Z")).toBe("2026-04-05T12:00:00.000Z");
});

test("whenever one asks in whatever zone, the end is not quiet, and everything before it is", () => {
  const minutes = fc.integer({ min: 0, max: 95 }).map((quarter) => {
    const all = quarter * 15;
    return `${String(Math.floor(all / 60)).padStart(2, "0")}:${String(all % 60).padStart(2, "0")}`;
  });
  fc.assert(
    fc.property(
      fc.constantFrom("America/Lima", "America/Santiago", "America/Sao_Paulo", "America/New_York"),
      fc.date({ min: new Date("2026-01-01"), max: new Date("2027-01-01"), noInvalidDate: true }),
      fc.record({ from: minutes, to: minutes }).filter(({ from, to }) => from !== to),
      (zone, at, quietHours) => {
        const end = quietUntil({ quietHours }, zone, at);
        expect(end !== null).toBe(isQuietAt({ quietHours }, zone, at));
        if (!end) return;
        expect(isQuietAt({ quietHours }, zone, end)).toBe(false);
        expect(isQuietAt({ quietHours }, zone, new Date(end.getTime() - 60_000))).toBe(true);
        expect(end > at && end.getTime() - at.getTime() <= 26 * 3_600_000).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test("whatever order a vendor's words come in, a message ends on the highest of them", () => {
  const told = fc.array(fc.constantFrom("sent", "delivered", "read", "failed" as const), {
    minLength: 1,
  });
  fc.assert(
    fc.property(told, fc.constantFrom(...MESSAGE_STATUSES), (words, first) => {
      const run = (list: readonly (typeof words)[number][]) =>
        list.reduce((at, word) => afterStatus(at, word), first);
      expect(run(words)).toBe(run(words.toReversed()));
      expect(run([...words, ...words])).toBe(run(words));
      if (words.includes("read")) expect(run(words)).toBe("read");
    }),
  );
});
