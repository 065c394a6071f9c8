import { describe, expect, test } from "vitest";
import { type ActiveSwitch, decidePanic, freezes, SWITCH_CLASSES } from "./rules";
import { ACTION_CLASSES } from "@/server/outbound/types";

const integration = { id: "i1", vendor: "acme" };
const now = new Date("2026-11-21T00:00:00Z");
const base: ActiveSwitch = {
  id: "s1",
  tenantId: "t1",
  scope: "i1",
  actionClass: "cut",
  state: "on",
  origin: "automatic",
  reason: "x",
  holdUntil: new Date(0),
};
const decide = (...switches: Partial<ActiveSwitch>[]) =>
  decidePanic(
    switches.map((over) => Object.assign({}, base, over)),
    { integration, actionClass: "cut", tenantId: "t1" },
    now,
  ).kind;

describe("what a switch freezes", () => {
  test("its class and every milder one: the whole table", () => {
    const table = Object.fromEntries(
      SWITCH_CLASSES.map((actionClass) => [
        actionClass,
        ACTION_CLASSES.filter((one) => freezes({ scope: "*", actionClass }, integration, one)),
      ]),
    );
    expect(table).toEqual({
      cut: ["cut"],
      dunning: ["cut", "dunning"],
      outbound: ["cut", "dunning", "outbound"],
      charge: ["cut", "dunning", "outbound", "charge"],
      "*": ["cut", "dunning", "outbound", "charge"],
    });
  });

  test.each([
    ["*", true],
    ["i1", true],
    ["acme", true],
    ["i2", false],
    ["acm", false],
    ["", false],
  ])("scope %j: %s", (scope, expected) => {
    expect(freezes({ scope, actionClass: "outbound" }, integration, "outbound")).toBe(expected);
  });

  test("while charging fails anywhere, nobody is cut off or dunned, whatever the scope", () => {
    const broken = { scope: "some-gateway", actionClass: "charge" } as const;
    expect(ACTION_CLASSES.filter((one) => freezes(broken, integration, one))).toEqual([
      "cut",
      "dunning",
    ]);
  });
});

describe("what happens to a command", () => {
  test("nothing on: it is sent", () => expect(decide()).toBe("send"));
  test("on elsewhere: it is sent", () => expect(decide({ scope: "i2" })).toBe("send"));
  test("before the hold has passed: it is held", () =>
    expect(decide({ holdUntil: new Date(now.getTime() + 1) })).toBe("hold"));
  test("after it: it probes", () => expect(decide({ holdUntil: now })).toBe("probe"));
  test("one by hand holds beside one that could be probed", () =>
    expect(decide({}, { id: "s2", origin: "manual" })).toBe("hold"));
  test("the platform's holds", () => expect(decide({ tenantId: "platform" })).toBe("hold"));
  test("a cut is no probe of a broken gateway", () =>
    expect(decide({ scope: "gateway", actionClass: "charge" })).toBe("hold"));
});
