import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween } from "@/server/kernel/day";
import { allows, IllegalTransition, transition } from "@/server/kernel/state-machine";
import { billDays, isOddPeriod, periodEnd, periodOf } from "./bill-days";
import { desiredState, eventOfHolds, eventOfProof, type Hold, HOLD_REASONS } from "./desired-state";
import { SERVICE_EVENTS, SERVICE_STATES, serviceMachine } from "./service-machine";

describe("the machine of a service", () => {
  /** The whole table once more, by hand: a change of the machine must be a change of this. */
  const LEGAL = `
    pendingInstall install active        pendingInstall installUnpaid pendingPayment
    pendingInstall cancel cancelled      pendingPayment pay active
    pendingPayment cancel cancelled      active fallDue grace
    active fallPastDue pastDue           active requestSuspend suspendRequested
    active pause paused                  active terminate terminated
    grace fallPastDue pastDue            grace settle active
    grace requestSuspend suspendRequested grace terminate terminated
    pastDue settle active                pastDue requestSuspend suspendRequested
    pastDue terminate terminated         suspendRequested proveOff suspended
    suspendRequested requestReconnect reconnectRequested suspendRequested terminate terminated
    suspended requestReconnect reconnectRequested suspended terminate terminated
    reconnectRequested proveOn active    reconnectRequested proveSoft pastDue
    reconnectRequested requestSuspend suspendRequested reconnectRequested terminate terminated
    paused resume reconnectRequested     paused requestSuspend suspendRequested
    paused terminate terminated`
    .trim()
    .split(/\s+/);
  const legal = new Map<string, string>();
  for (let at = 0; at < LEGAL.length; at += 3)
    legal.set(`${LEGAL[at]} ${LEGAL[at + 1]}`, LEGAL[at + 2] ?? "");

  test("leads where the table says from every state by every event, and every other pair is a typed error", () => {
    for (const from of SERVICE_STATES)
      for (const event of SERVICE_EVENTS) {
        const to = legal.get(`${from} ${event}`);
        expect(allows(serviceMachine, from, event)).toBe(to !== undefined);
        if (to) expect(transition("service", serviceMachine, from, event)).toBe(to);
        else
          expect(() => transition("service", serviceMachine, from, event)).toThrow(
            IllegalTransition,
          );
      }
    expect(legal.size).toBe(29);
  });

  test("reaches suspended, and active from a reconnection, by a proof alone", () => {
    for (const from of SERVICE_STATES)
      for (const event of SERVICE_EVENTS) {
        const to = serviceMachine[from][event];
        if (to === "suspended") expect(event).toBe("proveOff");
        if (from === "reconnectRequested" && to === "active") expect(event).toBe("proveOn");
      }
  });
});

const hold = fc.record({ reason: fc.constantFrom(...HOLD_REASONS), soft: fc.boolean() });
const state = fc.constantFrom(...SERVICE_STATES);
const running = fc.constantFrom("active", "grace", "pastDue", "suspended", "paused" as const);

describe("what is desired", () => {
  test("is off while any hold that cuts is left, whatever else holds it", () => {
    fc.assert(
      fc.property(running, fc.array(hold), (from, holds) => {
        const cuts = holds.some(({ soft }) => !soft);
        expect(desiredState(from, holds) === "off").toBe(cuts);
      }),
    );
  });

  test("does not depend on the order in which holds came", () => {
    fc.assert(
      fc.property(state, fc.array(hold), (from, holds) => {
        const turned = holds.toReversed();
        expect(desiredState(from, turned)).toBe(desiredState(from, holds));
        expect(eventOfHolds(from, turned)).toBe(eventOfHolds(from, holds));
      }),
    );
  });

  test("paying lifts debt and nothing else", () => {
    fc.assert(
      fc.property(fc.uniqueArray(hold, { selector: ({ reason }) => reason }), (holds) => {
        const paid = holds.filter(({ reason }) => reason !== "debt");
        const others = paid.some(({ soft }) => !soft);
        expect(desiredState("suspended", paid) === "off").toBe(others);
        if (others) expect(eventOfHolds("suspended", paid)).toBeUndefined();
      }),
    );
  });

  test("an ended service is gone, whatever holds it, and one not begun is off", () => {
    for (const held of [[], [{ reason: "debt", soft: false }] as Hold[]]) {
      expect(desiredState("terminated", held)).toBe("gone");
      expect(desiredState("cancelled", held)).toBe("gone");
      expect(desiredState("pendingPayment", held)).toBe("off");
    }
  });

  test("any order of placing and lifting ends in the same wish, and in a state that agrees with it", () => {
    const step = fc.record({ place: fc.boolean(), hold });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now = "active" as (typeof SERVICE_STATES)[number];
        let held: Hold[] = [];
        for (const { place, hold: one } of steps) {
          held = held.filter(({ reason }) => reason !== one.reason);
          if (place) held.push(one);
          const event = eventOfHolds(now, held);
          if (event) now = transition("service", serviceMachine, now, event);
          const proof = eventOfProof(now, desiredState(now, held), desiredState(now, held));
          if (proof) now = transition("service", serviceMachine, now, proof);
        }
        const off = desiredState(now, held) === "off";
        expect(["suspended", "paused"].includes(now)).toBe(off);
      }),
    );
  });

  test("a proof of what was not asked for moves nothing", () => {
    expect(eventOfProof("suspendRequested", "off", "on")).toBeUndefined();
    expect(eventOfProof("reconnectRequested", "on", "off")).toBeUndefined();
    expect(eventOfProof("active", "on", "on")).toBeUndefined();
  });
});

describe("the days of billing", () => {
  const monthly = { intervalMonths: 1, anchorDay: 31, endsOn: null };

  test("31 January is followed by 28 February and 31 March, and by the 29th in a leap year", () => {
    expect(periodEnd("2026-01-31", monthly)).toBe("2026-02-28");
    expect(periodEnd("2026-02-28", monthly)).toBe("2026-03-31");
    expect(periodEnd("2028-01-31", monthly)).toBe("2028-02-29");
    expect(periodEnd("2028-02-29", { intervalMonths: 12, anchorDay: 29 })).toBe("2029-02-28");
    expect(periodEnd("2029-02-28", { intervalMonths: 12, anchorDay: 29 })).toBe("2030-02-28");
  });

  test("a start off the anchor makes one odd period up to the next anchor day", () => {
    const plan = { intervalMonths: 3, anchorDay: 5, endsOn: null };
    expect(periodOf("2026-03-01", plan)).toEqual({ start: "2026-03-01", end: "2026-03-05" });
    expect(periodOf("2026-03-20", plan)).toEqual({ start: "2026-03-20", end: "2026-04-05" });
    expect(periodOf("2026-04-05", plan)).toEqual({ start: "2026-04-05", end: "2026-07-05" });
    expect([isOddPeriod("2026-03-20", plan), isOddPeriod("2026-04-05", plan)]).toEqual([
      true,
      false,
    ]);
  });

  test("prepaid falls due the lead before it begins, postpaid when it ends, and nothing past the end", () => {
    const plan = { ...monthly, anchorDay: 1, leadDays: 5, billingMode: "prepaid" as const };
    expect(billDays("2026-03-01", plan).nextBillOn).toBe("2026-02-24");
    const postpaid = { ...plan, billingMode: "postpaid" as const };
    expect(billDays("2026-03-01", postpaid).nextBillOn).toBe("2026-04-01");
    expect(billDays("2026-03-01", { ...postpaid, endsOn: "2026-03-10" }).nextBillOn).toBe(
      "2026-03-10",
    );
    expect(billDays("2026-03-10", { ...postpaid, endsOn: "2026-03-10" })).toEqual({
      nextPeriodOn: null,
      nextBillOn: null,
    });
    expect(billDays(null, plan)).toEqual({ nextPeriodOn: null, nextBillOn: null });
  });

  test("periods follow each other without gap or overlap, and after the first each begins on its anchor", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 1, max: 31 }),
        fc.constantFrom(1, 2, 3, 6, 12),
        (offset, anchorDay, intervalMonths) => {
          let start = addDays("2024-01-01", offset);
          for (let turn = 0; turn < 12; turn++) {
            const end = periodEnd(start, { intervalMonths, anchorDay });
            expect(daysBetween(start, end)).toBeGreaterThan(0);
            expect(daysBetween(start, end)).toBeLessThanOrEqual(31 * intervalMonths);
            start = end;
            expect(isOddPeriod(start, { intervalMonths, anchorDay, endsOn: null })).toBe(false);
          }
        },
      ),
    );
  });
});
