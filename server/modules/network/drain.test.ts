import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { enforceServices } from "@/server/modules/subscriptions/enforce-services";
import { liftHolds, placeHolds } from "@/server/modules/subscriptions/hold-services";
import { forgetLanes } from "@/server/outbound/lanes";
import { forgetPanics } from "@/server/panic/active-panics";
import { listHeld } from "@/server/panic/list-panic";
import { switchPanicOn } from "@/server/panic/switch-panic-on";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  delivery,
  drainRouter,
  mintAccess,
  mintRouterScene,
  ROUTEROS_VERSIONS,
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

describe.each(ROUTEROS_VERSIONS)("a drain of RouterOS %s", (version) => {
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

/** The fault strikes in a mass cut; gives what is so once it is over and the drain has looked again. */
async function strike({ strikes, heals }: Pick<Fault, "strikes" | "heals">) {
  const ids = await customers(6);
  const innocent = await mintAccess(scene, { userName: "al-dia" });
  await drainRouter(scene);
  scene.router.dial("al-dia");
  const before = vecino();
  await hold(...ids);
  await strikes();
  await drainRouter(scene);
  const seen = await rowsOf<{ error: string | null }>(
    scene,
    sql`select distinct last_error as error from enforcement_commands
      where tenant_id = ${scene.tenant.id} and status in ('pending', 'applied') order by 1`,
  );
  await heals();
  await converge();
  const now = await states();
  const secrets = scene.router.menu("/ppp/secret");
  return {
    errors: seen.map(({ error }) => error),
    cut: [...new Set(ids.map((id) => now[id]))],
    innocent: now[innocent],
    disabled: secrets.filter((row) => row.disabled === "true").map(({ name }) => name),
    stillIn: scene.router.menu("/ppp/active").filter((row) => row.name?.startsWith("cliente")),
    neighbour: vecino() === before ? "as before" : "touched",
  };
}
const ALL_WELL = {
  ...{ cut: ["off/suspended"], innocent: "on/active", neighbour: "as before" },
  disabled: Array.from({ length: 6 }, (_, n) => `cliente-${n}`),
  stillIn: [],
};

type Fault = {
  name: string;
  version?: string;
  strikes: () => void | Promise<void>;
  heals: () => void | Promise<void>;
  /** What people read meanwhile. */
  errors?: readonly string[];
};
const faults = () => scene.router.faults;
const healed = () => faults().heal();
let reboot = Promise.resolve();
const FAULTS: readonly Fault[] = [
  { name: "a reply lost after the write", strikes: () => faults().lostReplyOnce(), heals: healed },
  {
    ...{ name: "a reset in the middle of a sentence", version: "6.49" },
    ...{ strikes: () => faults().resetMidSentence(), heals: healed },
  },
  {
    name: "a fatal word and the end",
    strikes: () => faults().fatalNext("too many"),
    heals: healed,
  },
  { name: "a late and a double end", strikes: () => faults().duplicateDone(), heals: healed },
  {
    name: "a router that reboots during a mass cut",
    strikes: () => faults().afterCommands(6, () => (reboot = scene.router.reboot(100))),
    heals: () => reboot,
  },
  {
    name: "a hand that switches a customer on again in between",
    strikes: () =>
      faults().beforeNext("/ppp/active/remove", () => {
        const row = scene.router.menu("/ppp/secret").find(({ name }) => name === "cliente-1");
        scene.router.set("/ppp/secret", row?.[".id"] ?? "", { disabled: "no" });
      }),
    heals: () => undefined,
  },
  {
    ...{ name: "permissions refused", errors: ["router_permission_missing"] },
    ...{ strikes: () => faults().denyAll(), heals: healed },
  },
  {
    ...{ name: "one command refused by a word that nobody knows", errors: ["router_refused"] },
    ...{
      strikes: () => faults().beforeNext("/ppp/secret/set", () => faults().trapNext("failure")),
    },
    heals: healed,
  },
  {
    ...{ name: "a router that is away", errors: ["router_unreachable"] },
    strikes: () => scene.router.unplug(),
    heals: async () => {
      const [away] = await rowsOf(
        scene,
        sql`select state, last_error from routers where tenant_id = ${scene.tenant.id}`,
      );
      expect(away).toEqual({ state: "offline", last_error: "router_unreachable" });
      await composition().routers.close();
      await scene.router.plug();
    },
  },
  {
    ...{ name: "a router whose sessions are all taken", errors: ["router_unreachable"] },
    strikes: async () => {
      await composition().routers.close();
      const api = scene.router.menu("/ip/service").find(({ name }) => name === "api");
      scene.router.set("/ip/service", api?.[".id"] ?? "", { "max-sessions": "1" });
      blocking = connect(scene.router.port, "127.0.0.1");
      await once(blocking, "connect");
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
    heals: async () => {
      blocking?.destroy();
      await composition().routers.close();
    },
  },
  {
    name: "a clock that is a day off",
    strikes: () => void (faults().clockSkewMs = -86_400_000),
    heals: healed,
  },
  {
    name: "bytes that come one by one",
    strikes: () => void (faults().slice = "bytes"),
    heals: healed,
  },
];
let blocking: Socket | undefined;

test("the tenant's drain asks for one drain for each router that has commands, and touches none itself", async () => {
  await open();
  const id = await mintAccess(scene, { userName: "a" });
  await hold(id);
  const real = composition();
  const asked: string[] = [];
  const queue: typeof real.queue = {
    ...real.queue,
    enqueueInTransaction: async (_scope, jobs) => {
      for (const { name, options } of jobs) asked.push(`${name} ${options.key}`);
    },
  };
  setComposition({ ...real, queue });
  try {
    await enforceServices.handle(scene.tenant.ctx, {}, delivery());
  } finally {
    setComposition(real);
  }
  expect(asked).toContain(`services.enforceLane ${scene.routerId}:now`);
  expect(scene.router.counts.commands).toBe(0);
});

describe("what goes wrong", () => {
  test.each(FAULTS)("$name: converges, no foreign row touched, nobody else cut", async (fault) => {
    await open({ version: fault.version ?? "7.18", seed: Number(process.env.FAULT_SEED ?? 1) });
    const after = await strike(fault);
    expect(after).toMatchObject(ALL_WELL);
    if (fault.errors) expect(after.errors).toEqual(fault.errors);
  });

  test(
    "a mute router is given up within its deadline, and asked again",
    { timeout: 40_000 },
    async () => {
      await open();
      const after = await strike({
        strikes: () => faults().mute(),
        heals: async () => {
          faults().heal();
          await composition().routers.close();
        },
      });
      expect(after).toMatchObject({ ...ALL_WELL, errors: ["router_unreachable"] });
    },
  );

  test("a name that the router's code page cannot write stops that customer alone", async () => {
    await open({ codePage: "win1252" });
    await rowsOf(
      scene,
      sql`update routers set code_page = 'win1252' where tenant_id = ${scene.tenant.id}`,
    );
    const fine = await mintAccess(scene, { userName: "peña=1" });
    const odd = await mintAccess(scene, { userName: "cohete🚀" });
    await hold(fine, odd);
    await drainRouter(scene);
    expect(await states()).toEqual({ [fine]: "off/suspended", [odd]: "on/suspendRequested" });
    expect(scene.router.menu("/ppp/secret").map(({ name }) => name)).toEqual(["peña=1"]);
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
