import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { liftHolds, placeHolds } from "@/server/modules/subscriptions/hold-services";
import { forgetLanes } from "@/server/outbound/lanes";
import { forgetPanics } from "@/server/panic/active-panics";
import { listHeld } from "@/server/panic/list-panic";
import { switchPanicOn } from "@/server/panic/switch-panic-on";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  drainRouter,
  mintAccess,
  mintRouterScene,
  type RouterScene,
  rowsOf,
} from "@/server/testing/router-scene";

let scene: RouterScene;
const open = async (over: Parameters<typeof mintRouterScene>[0] = {}) => {
  scene = await mintRouterScene(over);
};
beforeEach(() => forgetLanes());
afterEach(async () => {
  await composition().routers.close();
  await scene.router.close();
});

const hold = (...serviceIds: string[]) =>
  inTenant(scene.owner, (tx) =>
    placeHolds(scene.owner, tx, { serviceIds, reason: "debt", note: "" }),
  );
const release = (...serviceIds: string[]) =>
  inTenant(scene.owner, (tx) => liftHolds(scene.owner, tx, { serviceIds, reason: "debt" }));
const states = async () =>
  Object.fromEntries(
    (
      await rowsOf<{ id: string; state: string }>(
        scene,
        sql`select id, observed || '/' || state as state from services where tenant_id = ${scene.tenant.id}`,
      )
    ).map(({ id, state }) => [id, state]),
  );
/** Services on the router, on, proven, and dialled in; a row of somebody else's beside them. */
async function customers(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const id = await mintAccess(scene, { userName: `cliente-${n}` });
    ids.push(id);
  }
  await drainRouter(scene);
  for (let n = 0; n < count; n++) scene.router.dial(`cliente-${n}`, { redialMs: 20 });
  scene.router.add("/ppp/secret", { name: "vecino", comment: "a mano", profile: "plan" });
  scene.router.dial("vecino");
  return ids;
}
const vecino = () =>
  JSON.stringify([
    scene.router.menu("/ppp/secret").filter(({ name }) => name === "vecino"),
    scene.router.menu("/ppp/active").filter(({ name }) => name === "vecino").length,
  ]);
/** Until nothing is open, as time goes by; each turn the breaker has forgotten. */
async function converge(turns = 8): Promise<void> {
  for (let turn = 1; turn <= turns; turn++) {
    forgetLanes();
    await drainRouter(scene, turn * 4_000);
    const left = await rowsOf(
      scene,
      sql`select 1 from enforcement_commands where tenant_id = ${scene.tenant.id} and status in ('pending', 'applied')`,
    );
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

describe.each(["6.49", "7.18"])("a drain of RouterOS %s", (version) => {
  test("cuts and reconnects with one session, in few prints, and leaves the neighbour's row alone", async () => {
    await open({ version, cutMethod: "profile" });
    const ids = await customers(12);
    const before = vecino();
    await hold(...ids);
    scene.router.log.length = 0;
    await drainRouter(scene);
    await converge();
    expect(new Set(Object.values(await states()))).toEqual(new Set(["off/suspended"]));
    expect(scene.router.log.filter(({ command }) => command === "/ppp/secret/set")).toHaveLength(
      12,
    );
    expect(scene.router.counts.sessions).toBe(1);
    await release(...ids);
    await drainRouter(scene);
    await converge();
    expect(new Set(Object.values(await states()))).toEqual(new Set(["on/active"]));
    expect(vecino()).toBe(before);
  });

  test("reconnections go before cuts that were asked for earlier", async () => {
    await open({ version });
    const [a = "", b = ""] = await customers(2);
    await hold(a);
    await drainRouter(scene);
    await hold(b);
    await release(a);
    scene.router.log.length = 0;
    await drainRouter(scene);
    const sets = scene.router.log.filter(({ command }) => command === "/ppp/secret/set");
    expect(sets.map(({ attributes }) => attributes.disabled)).toEqual(["no", "yes"]);
  });
});

describe("what goes wrong", () => {
  /** The fault strikes in a mass cut; afterwards all is cut, nobody else is, and what was proven is so. */
  const survives = async (strike: () => void | Promise<void>, heal: () => void | Promise<void>) => {
    const ids = await customers(6);
    const innocent = await mintAccess(scene, { userName: "al-dia" });
    await drainRouter(scene);
    scene.router.dial("al-dia");
    const before = vecino();
    await hold(...ids);
    await strike();
    await drainRouter(scene);
    await heal();
    await converge();
    const now = await states();
    for (const id of ids) expect(now[id]).toBe("off/suspended");
    expect(now[innocent]).toBe("on/active");
    for (const row of scene.router.menu("/ppp/secret"))
      expect([row.name, row.disabled]).toEqual([
        row.name,
        String(row.name?.startsWith("cliente") ?? false),
      ]);
    const active = scene.router.menu("/ppp/active").map(({ name }) => name);
    expect(active.filter((name) => name?.startsWith("cliente"))).toEqual([]);
    expect(vecino()).toBe(before);
  };

  test("a reply lost after the write is asked for again and done once", async () => {
    await open();
    await survives(
      () => scene.router.faults.lostReplyOnce(),
      () => scene.router.faults.heal(),
    );
  });

  test("a reset in the middle of a sentence", async () => {
    await open({ version: "6.49" });
    await survives(
      () => scene.router.faults.resetMidSentence(),
      () => scene.router.faults.heal(),
    );
  });

  test("a router that reboots during a mass cut", async () => {
    await open();
    let rebooted = Promise.resolve();
    await survives(
      () => scene.router.faults.afterCommands(6, () => (rebooted = scene.router.reboot(100))),
      () => rebooted,
    );
  });

  test("a hand that switches a customer on again in between is seen, never called a cut", async () => {
    await open();
    await survives(
      () =>
        scene.router.faults.beforeNext("/ppp/active/remove", () => {
          const row = scene.router.menu("/ppp/secret").find(({ name }) => name === "cliente-1");
          scene.router.set("/ppp/secret", row?.[".id"] ?? "", { disabled: "no" });
        }),
      () => undefined,
    );
  });

  test("a missing permission cuts nobody, says so, and is made up for once it is given", async () => {
    await open();
    await survives(
      () => scene.router.faults.denyAll(),
      async () => {
        const [row] = await rowsOf(
          scene,
          sql`select distinct last_error from enforcement_commands where tenant_id = ${scene.tenant.id} and status = 'pending'`,
        );
        expect(row).toEqual({ last_error: "router_permission_missing" });
        scene.router.faults.heal();
      },
    );
  });

  test("a router that is away keeps its commands pending and visible; back, all of them are due at once", async () => {
    await open();
    await survives(
      () => scene.router.unplug(),
      async () => {
        const [row] = await rowsOf(
          scene,
          sql`select count(*)::int as pending, max(last_error) as error from enforcement_commands
            where tenant_id = ${scene.tenant.id} and status = 'pending'`,
        );
        expect(row).toEqual({ pending: 6, error: "router_unreachable" });
        const [away] = await rowsOf(
          scene,
          sql`select state, last_error from routers where tenant_id = ${scene.tenant.id}`,
        );
        expect(away).toEqual({ state: "offline", last_error: "router_unreachable" });
        await composition().routers.close();
        await scene.router.plug();
      },
    );
  });

  test("a worker killed between write and read-back leaves its command to the next, who proves it", async () => {
    await open();
    const [id = ""] = await customers(1);
    await hold(id);
    // What the dead worker had done: the lane and the command are its own until their leases end.
    const row = scene.router.menu("/ppp/secret").find(({ name }) => name === "cliente-0");
    scene.router.set("/ppp/secret", row?.[".id"] ?? "", { disabled: "yes" });
    await rowsOf(
      scene,
      sql`update enforcement_lanes set holder = 'dead', leased_until = now() + interval '90 seconds' where tenant_id = ${scene.tenant.id}`,
    );
    await drainRouter(scene);
    expect((await states())[id]).toBe("on/suspendRequested");
    await rowsOf(
      scene,
      sql`update enforcement_lanes set leased_until = now() where tenant_id = ${scene.tenant.id}`,
    );
    await drainRouter(scene, 200);
    await converge();
    expect((await states())[id]).toBe("off/suspended");
  });

  test("panic in the middle stops within one command, and what is held is listed", async () => {
    await open();
    const ids = await customers(6);
    await hold(...ids);
    let panicAt = Number.POSITIVE_INFINITY;
    const panic = async () => {
      const reason = "a drill of the test";
      await switchPanicOn(scene.owner, {
        scope: "*",
        actionClass: "cut",
        reason,
        minHoldMinutes: 0,
      });
      forgetPanics(scene.tenant.id);
      panicAt = Date.now();
    };
    let panicking: Promise<void> | undefined;
    scene.router.faults.latencyMs = 80;
    scene.router.faults.beforeNext("/ppp/secret/set", () => (panicking = panic()));
    scene.router.log.length = 0;
    await drainRouter(scene);
    await panicking;
    const sets = scene.router.log.filter(({ command }) => command === "/ppp/secret/set");
    expect(sets.length).toBeGreaterThan(0);
    // The one that was on its way when the switch went on, and none after it.
    expect(sets.filter(({ at }) => at > panicAt).length).toBeLessThanOrEqual(1);
    expect(sets.length).toBeLessThan(6);
    const held = await listHeld(scene.owner, { status: "held", limit: 50 });
    expect(held.length).toBeGreaterThanOrEqual(3);
  });

  test("a drain that reaches its time limit hands the rest on", async () => {
    await open();
    const ids = await customers(3);
    await hold(...ids);
    await rowsOf(scene, sql`delete from job_outbox where tenant_id = ${scene.tenant.id}`);
    await drainRouter(scene, 0, { deadline: new Date(Date.now() + 1) });
    await converge();
    expect(new Set(Object.values(await states()))).toEqual(new Set(["off/suspended"]));
  });

  test("two services with one address are told apart before one of them is cut", async () => {
    await open({ cutMethod: "addressList" });
    const a = await mintAccess(scene, { userName: "a", address: "10.70.0.1" });
    await expect(mintAccess(scene, { userName: "b", address: "10.70.0.1" })).rejects.toMatchObject({
      key: "address_taken",
    });
    await mintAccess(scene, { userName: "b", address: "10.70.0.2" });
    await rowsOf(
      scene,
      sql`update router_accesses set address = '10.70.0.1' where tenant_id = ${scene.tenant.id}`,
    );
    await hold(a);
    await drainRouter(scene);
    expect((await states())[a]).toBe("on/suspendRequested");
    expect(scene.router.menu("/ip/firewall/address-list")).toEqual([]);
  });
});
