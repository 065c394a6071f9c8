import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Access, type EnforcementState, MAIN_MENU, type RouterRow } from "./access";
import { isOverCap } from "./cap";
import { planService } from "./changes";
import { desiredRows } from "./desired-rows";
import { seconds } from "./duration";
import { normalise, sameValue } from "./normalise";
import { commentOf, isOurs, readTag, tagOf } from "./ownership";
import { isRate, rateLimit } from "./rate";
import { listKey, ourMain, stateOf } from "./state-of";

const words = {
  ...{ cutList: "corte", softList: "aviso", cutProfile: "corte-p", softProfile: "aviso-p" },
};
const uuid = fc.uuid().map((id) => id.toLowerCase());
const text = fc.string({ unit: "grapheme", maxLength: 80 });

const base: Access = {
  ...{ tenantId: "0190aaaa-0000-7000-8000-000000000001", number: 7, human: "Peña 🚀 = Ñandú" },
  ...{ serviceId: "0190aaaa-0000-7000-8000-000000000002", method: "pppoe", userName: "peña=1" },
  ...{ secret: "clave", mac: null, address: null, profile: "plan-10", server: "all", rate: null },
  ...{ cutMethod: "profile", rowId: null },
};
const accesses = fc
  .record({
    method: fc.constantFrom("pppoe", "dhcp", "static", "hotspot"),
    cutMethod: fc.constantFrom("addressList", "profile", "disable"),
    address: fc.constantFrom("10.0.0.7", null),
    human: text,
    rate: fc.constantFrom("10M/20M", null),
  })
  .map((over): Access => ({
    ...base,
    ...(over as Partial<Access>),
    mac: "AA:BB:CC:00:11:22",
    address: over.method === "static" ? "10.0.0.7" : over.address,
  }));
const states = fc.constantFrom<EnforcementState>("on", "soft", "off", "gone");

describe("ownership tags", () => {
  test("are read back as they were written, whatever the name beside them", () => {
    fc.assert(
      fc.property(uuid, uuid, text, (tenantId, serviceId, human) => {
        const comment = commentOf({ tenantId, serviceId }, human);
        expect(readTag(comment)).toEqual({ tenantId, serviceId });
        expect(comment).toMatch(/^[\x20-\x7e]+$/);
      }),
    );
  });

  test("no other comment is ever ours: not a part of a tag, not one further in, not another tenant's", () => {
    fc.assert(
      fc.property(text, (comment) => {
        if (!comment.startsWith("trama:t")) expect(readTag(comment)).toBeUndefined();
      }),
    );
    const tag = tagOf(base);
    for (const foreign of [
      undefined,
      "",
      tag.slice(0, -1),
      `x ${tag}`,
      `${tag}1`,
      tag.toUpperCase(),
    ])
      expect(isOurs(foreign, base)).toBe(false);
    expect(isOurs(tagOf({ ...base, tenantId: base.serviceId }), base)).toBe(false);
  });
});

/** A router that does as it is told, without a network. */
function obey(rows: Map<string, RouterRow[]>, access: Access, desired: EnforcementState) {
  const { changes, blocker } = planService(access, desiredRows(access, desired, words), rows);
  let next = rows.values().reduce((sum, menu) => sum + menu.length, 1);
  for (const change of changes) {
    const menu = [...(rows.get(change.menu) ?? [])];
    if (change.kind === "add") menu.push({ ".id": `*${(next++).toString(16)}`, ...change.values });
    const at = change.kind === "add" ? -1 : menu.findIndex((row) => row[".id"] === change.id);
    if (change.kind === "remove") menu.splice(at, 1);
    if (change.kind === "set") menu[at] = { ...menu[at], ...change.values };
    rows.set(change.menu, menu);
  }
  return { changes, blocker };
}
const see = (rows: Map<string, RouterRow[]>, access: Access) =>
  stateOf(access, words, {
    main: ourMain(access, rows.get(MAIN_MENU[access.method]) ?? []),
    sessions: [],
    listed: new Set(
      (rows.get("/ip/firewall/address-list") ?? []).map((row) =>
        listKey(row.list ?? "", row.address ?? ""),
      ),
    ),
  });

describe("plans", () => {
  test("bring about each state by every access and cut method, and asked again change nothing", () => {
    fc.assert(
      fc.property(accesses, fc.array(states, { minLength: 1, maxLength: 5 }), (access, path) => {
        const rows = new Map<string, RouterRow[]>();
        for (const desired of path) {
          expect(obey(rows, access, desired).blocker).toBeUndefined();
          expect(see(rows, access)).toBe(desired);
          expect(obey(rows, access, desired).changes).toEqual([]);
        }
      }),
    );
  });

  test("touch only rows with the service's tag, whatever else stands there", () => {
    const foreign = fc.record({
      ...{ ".id": fc.integer({ min: 4096 }).map((n) => `*${n.toString(16)}`) },
      ...{
        name: fc.constantFrom("vecino", "otro"),
        address: fc.constantFrom("10.0.0.9", "10.0.0.7"),
      },
      ...{ list: fc.constantFrom("corte", "aviso", "bloqueo"), comment: text },
      "mac-address": fc.constant("00:00:00:00:00:01"),
    });
    fc.assert(
      fc.property(
        accesses,
        fc.array(foreign, { maxLength: 6 }),
        states,
        (access, others, desired) => {
          const rows = new Map<string, RouterRow[]>();
          for (const menu of [MAIN_MENU[access.method], "/ip/firewall/address-list"])
            rows.set(menu, [...others]);
          const { changes } = planService(access, desiredRows(access, desired, words), rows);
          const ids = new Set(others.map((row) => row[".id"]));
          const touched = changes.filter((change) => change.kind !== "add" && ids.has(change.id));
          expect(touched).toEqual([]);
        },
      ),
    );
  });

  test("a row of somebody else's by the same name blocks the service and is left alone", () => {
    const rows = new Map([
      ["/ppp/secret", [{ ".id": "*1", name: base.userName, comment: "a mano" }]],
    ]);
    expect(planService(base, desiredRows(base, "off", words), rows)).toMatchObject({
      changes: [],
      blocker: { key: "row_foreign" },
    });
  });

  test("an address in the cut list of another of our services is never taken twice", () => {
    const access: Access = { ...base, method: "static", address: "10.0.0.7" };
    const other = tagOf({ ...access, serviceId: base.tenantId });
    const row = { ".id": "*2", list: "corte", address: "10.0.0.7", comment: other };
    const rows = new Map([["/ip/firewall/address-list", [row]]]);
    expect(planService(access, desiredRows(access, "off", words), rows).blocker?.key).toBe(
      "address_taken",
    );
  });

  test("a renamed customer's row is found by its tag and renamed, never made twice", () => {
    const rows = new Map<string, RouterRow[]>();
    obey(rows, base, "on");
    const { changes } = obey(rows, { ...base, userName: "nuevo" }, "on");
    expect(changes).toMatchObject([{ kind: "set", values: { name: "nuevo" } }]);
  });
});

describe("what is so for the customer", () => {
  const main = (over: RouterRow): RouterRow => ({ ".id": "*1", profile: "plan-10", ...over });
  const session = { ".id": "*f", name: "peña=1", address: "10.9.9.9" };
  const look = (over: RouterRow | undefined, sessions: RouterRow[] = [], listed: string[] = []) =>
    stateOf(base, words, { main: over && main(over), sessions, listed: new Set(listed) });

  test("a disabled secret whose session lives on has cut nobody", () => {
    expect(look({ disabled: "true" }, [session])).toBe("on");
    expect(look({ disabled: "true" })).toBe("off");
  });
  test("the cut profile counts once the session dialled into it", () => {
    expect(look({ profile: "corte-p" }, [session])).toBe("on");
    expect(look({ profile: "corte-p" }, [session], ["corte 10.9.9.9"])).toBe("off");
  });
  test("an open secret whose session is still in the cut list has let nobody in", () => {
    expect(look({}, [session], ["corte 10.9.9.9"])).toBe("off");
    expect(look({}, [session])).toBe("on");
  });
  test("a removed secret with a session alive is not gone", () => {
    expect(look(undefined, [session])).toBe("on");
    expect(look(undefined)).toBe("gone");
  });
});

describe("values", () => {
  test("are compared by what they mean", () => {
    const same: [string, string, string][] = [
      ...[
        ["disabled", "yes", "true"],
        ["disabled", "", "no"],
        ["rate-limit", "10M/2M", "10000000/2000k"],
      ],
      ...[
        ["address", "10.0.0.1/32", "10.0.0.1"],
        ["mac-address", "aa:bb", "AA:BB"],
      ],
    ] as [string, string, string][];
    for (const [key, is, should] of same) expect(sameValue(key, is, should)).toBe(true);
    expect(sameValue("address", "10.0.0.1/24", "10.0.0.1")).toBe(false);
    expect(sameValue("profile", "", "default")).toBe(false);
  });
  test("a normalised value stays as it is when normalised again", () => {
    const keys = fc.constantFrom("rate-limit", "address", "disabled", "profile", "comment");
    fc.assert(
      fc.property(keys, text, (key, value) => {
        const once = normalise(key, value);
        expect(normalise(key, once)).toBe(once);
      }),
    );
  });
  test("durations are read in both of the router's spellings", () => {
    expect(seconds("1w2d3h4m5s")).toBe(604_800 + 2 * 86_400 + 3 * 3_600 + 4 * 60 + 5);
    expect(seconds("1d02:03:04")).toBe(86_400 + 7_384);
    expect([seconds(""), seconds("never")]).toEqual([undefined, undefined]);
  });
  test("rates name the customer's upload first, and every plan's is one that the router takes", () => {
    expect(rateLimit({ downKbps: 100_000, upKbps: 20_500 })).toBe("20500k/100M");
    const kbps = fc.integer({ min: 1, max: 100_000_000 });
    const maybe = fc.option(kbps);
    const plan = { downKbps: kbps, upKbps: kbps, burstDownKbps: maybe, burstUpKbps: maybe };
    fc.assert(
      fc.property(fc.record(plan), (one) => void expect(isRate(rateLimit(one))).toBe(true)),
    );
  });
  test("more than twenty changes, or more than a twentieth of the services, need somebody's word", () => {
    expect(isOverCap({ changes: 21, services: 10_000 })).toBe(true);
    expect(isOverCap({ changes: 20, services: 400 })).toBe(false);
    expect(isOverCap({ changes: 6, services: 100 })).toBe(true);
    expect(isOverCap({ changes: 2, services: 3 })).toBe(false);
  });
});
