import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allows, IllegalTransition, transition } from "@/server/kernel/state-machine";
import { billDays, periodBefore } from "./bill-days";
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
    const ways = SERVICE_STATES.flatMap((from) =>
      SERVICE_EVENTS.map((event) => `${from} ${event} ${serviceMachine[from][event]}`),
    );
    expect(ways.filter((way) => way.endsWith(" suspended"))).toEqual([
      "suspendRequested proveOff suspended",
    ]);
    expect(ways.filter((way) => /^reconnectRequested \w+ active$/.test(way))).toEqual([
      "reconnectRequested proveOn active",
    ]);
  });
});

/** Only debt is ever soft. */
const hold = fc
  .record({ reason: fc.constantFrom(...HOLD_REASONS), soft: fc.boolean() })
  .map(({ reason, soft }) => ({ reason, soft: soft && reason === "debt" }));
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
  const plan = {
    billingMode: "prepaid" as const,
    intervalMonths: 1,
    anchorDay: 31,
    endsOn: null,
    leadDays: 5,
  };

  test("prepaid falls due the lead before it begins, postpaid when it ends, and nothing past the end", () => {
    const first = { ...plan, anchorDay: 1 };
    expect(billDays("2026-03-01", first).nextBillOn).toBe("2026-02-24");
    const postpaid = { ...first, billingMode: "postpaid" as const };
    expect(billDays("2026-03-01", postpaid).nextBillOn).toBe("2026-04-01");
    expect(billDays("2026-03-01", { ...postpaid, endsOn: "2026-03-10" }).nextBillOn).toBe(
      "2026-03-10",
    );
    const nothing = { nextPeriodOn: null, nextBillOn: null };
    expect(billDays("2026-03-10", { ...postpaid, endsOn: "2026-03-10" })).toEqual(nothing);
    expect(billDays(null, plan)).toEqual(nothing);
  });

  test("what was billed before a day is the period that ends there, on months of every length", () => {
    expect(periodBefore("2026-02-28", "2026-01-31", plan)).toMatchObject({ start: "2026-01-31" });
    expect(periodBefore("2026-03-31", "2026-01-31", plan)).toMatchObject({ start: "2026-02-28" });
    expect(periodBefore("2026-01-31", "2026-01-10", plan)).toMatchObject({
      start: "2026-01-10",
      wholeStart: "2025-12-31",
    });
    expect(periodBefore("2026-01-10", "2026-01-10", plan)).toBeNull();
  });
});
