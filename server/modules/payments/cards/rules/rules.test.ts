import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "@/server/kernel/day";
import { expiryNotice, lastDayOf } from "./card-months";
import { declineKind } from "./decline-kind";
import { agreedDays, mandateWords } from "./mandate-words";
import { nextTry, type Try, type TryCase } from "./next-try";

const policy = { daysBefore: 0, retryDays: [1, 3, 5] };
const given = (over: Partial<TryCase> = {}): TryCase => ({
  ...{ dueOn: "2026-01-31", agreedOn: "2025-01-01", agreedDays: 0, openMinor: 100 },
  ...{ limitMinor: null, promised: false, busy: false, tries: [], ...over },
});
const tried = (number: number, onDay: string, reason = "insufficient_funds"): Try => ({
  ...{ number, onDay, status: "rejected", reason, current: true },
});

describe("the calendar of tries", () => {
  test("begins on the due day, also the 31st, and never before what was agreed to", () => {
    expect(nextTry(given(), policy)).toEqual({ number: 1, onDay: "2026-01-31", waits: null });
    const early = { ...policy, daysBefore: 3 };
    expect(nextTry(given({ agreedDays: 3 }), early)).toMatchObject({ onDay: "2026-01-28" });
    expect(nextTry(given({ agreedDays: 1 }), early)).toMatchObject({ onDay: "2026-01-30" });
    expect(nextTry(given({ agreedOn: "2026-02-10" }), policy)).toMatchObject({
      onDay: "2026-02-10",
    });
  });

  test("counts the days from the first try across the end of a month, one try a day at most", () => {
    const tries = [tried(1, "2026-01-31")];
    expect(nextTry(given({ tries }), policy)).toMatchObject({ number: 2, onDay: "2026-02-01" });
    tries.push(tried(2, "2026-02-04"));
    expect(nextTry(given({ tries }), policy)).toMatchObject({ number: 3, onDay: "2026-02-05" });
    expect(nextTry(given({ tries }), { ...policy, retryDays: [1] })).toEqual({
      ...{ number: null, why: "stopped" },
    });
  });

  test("begins anew with a new agreement, with a number that no try had", () => {
    const tries = [1, 2].map((number) => ({
      ...tried(number, "2026-01-31", "stolen_card"),
      current: false,
    }));
    expect(nextTry(given({ tries, agreedOn: "2026-02-03" }), policy)).toMatchObject({
      ...{ number: 3, onDay: "2026-02-03" },
    });
  });

  test("gives no second charge, whatever else is so", () => {
    const came = fc.constantFrom("approved", "disputed", "refunded", "chargedBack", "mismatch");
    fc.assert(
      fc.property(came, fc.boolean(), fc.nat(20), (status, current, wait) => {
        const tries = [{ ...tried(1, "2026-01-31"), status, current }];
        const later = { daysBefore: 0, retryDays: [wait + 1] };
        expect(nextTry(given({ tries }), later)).toEqual({ number: null, why: "charged" });
      }),
    );
  });
});

test("a no that is final is told from one that may change and from one that its holder can mend", () => {
  for (const code of ["expired_card", "STOLEN_CARD", "43", "54", "208", "resource_missing"])
    expect([code, declineKind(code)]).toEqual([code, "hard"]);
  for (const code of ["authentication_required", "three_d_secure"])
    expect(declineKind(code)).toBe("person");
  for (const code of [
    "insufficient_funds",
    "51",
    "116",
    "instrument_declined",
    "never heard of",
    "",
  ])
    expect(declineKind(code)).toBe("soft");
});

test("a card is good to the last day of its month, leap years too, and is told of once a month and once a week before", () => {
  expect(lastDayOf("2028-02")).toBe("2028-02-29");
  const noticed = Array.from({ length: 45 }, (_, day) => addDays("2026-11-01", day)).map((day) =>
    expiryNotice("2026-11", day),
  );
  expect(noticed.filter((one) => one === "month")).toHaveLength(22);
  expect(noticed.filter((one) => one === "week")).toHaveLength(8);
  expect(noticed.at(-1)).toBeNull();
  expect(expiryNotice("2026-11", "2026-10-30")).toBeNull();
});

test("the words name the company and from when, in each language, and their version keeps the days", () => {
  for (const locale of ["es", "en", "pt"] as const) {
    const { text, version } = mandateWords("autopay", {
      locale,
      company: "FibraNet",
      daysBefore: 3,
    });
    expect(text).toContain("FibraNet");
    expect(text).toContain("3");
    expect(agreedDays(version)).toBe(3);
  }
  expect(agreedDays("anything")).toBe(0);
});
