import { expect, test } from "vitest";
import { billDays } from "./bill-days";
import {
  desiredState,
  eventOfHolds,
  eventOfProof,
  type Hold,
  type HoldReason,
  priorityOf,
} from "./desired-state";

/** `debt~` is a soft one. */
const held = (text: string): Hold[] =>
  text
    .split(" ")
    .flatMap((word) =>
      word ? [{ reason: word.replace("~", "") as HoldReason, soft: word.endsWith("~") }] : [],
    );

test.each([
  ["active", "", "on"],
  ["active", "debt~", "soft"],
  ["active", "debt", "off"],
  ["active", "debt~ pause", "off"],
  ["suspended", "", "on"],
  ["pendingInstall", "", "off"],
  ["cancelled", "debt", "gone"],
] as const)("%s held by [%s] is to be %s", (state, holds, wanted) =>
  expect(desiredState(state, held(holds))).toBe(wanted),
);

test.each([
  ["active", "", undefined],
  ["active", "debt", "requestSuspend"],
  ["active", "debt~", "fallPastDue"],
  ["active", "pause", "pause"],
  ["active", "pause debt~", "pause"],
  ["active", "pause debt", "requestSuspend"],
  ["active", "admin", "requestSuspend"],
  ["grace", "pause", "requestSuspend"],
  ["grace", "debt~", "fallPastDue"],
  ["pastDue", "debt~", undefined],
  ["pastDue", "", undefined],
  ["pastDue", "debt", "requestSuspend"],
  ["paused", "pause", undefined],
  ["paused", "pause debt", undefined],
  ["paused", "", "resume"],
  ["paused", "debt~", "resume"],
  ["paused", "debt", "requestSuspend"],
  ["suspended", "", "requestReconnect"],
  ["suspended", "debt~", "requestReconnect"],
  ["suspended", "debt", undefined],
  ["suspendRequested", "", "requestReconnect"],
  ["suspendRequested", "debt~", "requestReconnect"],
  ["reconnectRequested", "", undefined],
  ["reconnectRequested", "debt", "requestSuspend"],
  ["terminated", "debt", undefined],
] as const)("%s held by [%s] asks for %s", (state, holds, wanted) =>
  expect(eventOfHolds(state, held(holds))).toBe(wanted),
);

test("only the proof of what was asked for moves a service, and only where one is awaited", () => {
  expect(eventOfProof("suspendRequested", "off", "off")).toBe("proveOff");
  expect(eventOfProof("suspendRequested", "on", "on")).toBeUndefined();
  expect(eventOfProof("suspendRequested", "off", "gone")).toBeUndefined();
  expect(eventOfProof("reconnectRequested", "on", "on")).toBe("proveOn");
  expect(eventOfProof("reconnectRequested", "soft", "soft")).toBe("proveSoft");
  expect(eventOfProof("reconnectRequested", "off", "off")).toBeUndefined();
  expect(eventOfProof("reconnectRequested", "soft", "on")).toBeUndefined();
  expect(eventOfProof("suspended", "on", "on")).toBeUndefined();
});

test("reconnections go before throttles, throttles before cuts, cuts before what is taken away", () => {
  const order = (["gone", "off", "soft", "on"] as const).map(priorityOf);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(new Set(order).size).toBe(4);
});

test("a first part is billed by itself unless it is to be merged with the period after it", () => {
  const plan = {
    ...({ billingMode: "prepaid", intervalMonths: 1, anchorDay: 1, endsOn: null } as const),
    ...{ leadDays: 0, startedOn: "2027-01-10" },
  };
  expect(billDays("2027-01-10", plan).nextBillOn).toBe("2027-01-10");
  expect(billDays("2027-01-10", { ...plan, firstPartial: "merged" }).nextBillOn).toBe("2027-02-01");
  expect(
    billDays("2027-01-10", { ...plan, firstPartial: "merged", startedOn: null }).nextBillOn,
  ).toBe("2027-01-10");
});
