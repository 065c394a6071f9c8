import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { forgetLanes } from "@/server/outbound/lanes";
import { forgetPanics } from "@/server/panic/active-panics";
import { listHeld } from "@/server/panic/list-panic";
import { inTenant } from "@/server/tenancy/in-tenant";
import { randomFrom } from "@/server/testing/faults/random";
import { faultSeeds } from "@/server/testing/faults/seeds";
import { spawnVictim } from "@/server/testing/faults/spawn-victim";
import { qstashRig } from "@/server/testing/queue-rigs/qstash-rig";
import {
  addRouter,
  drainRouter,
  mintAccess,
  mintRouterScene,
  ROUTEROS_VERSIONS,
  type RouterScene,
  rowsOf,
} from "@/server/testing/router-scene";
import { type RouterOsStandin, startRouterOs } from "@/standins/routeros/start";
import { applyReconcile } from "./apply-reconcile";
import { planReconcile } from "./plan-reconcile";

let scene: RouterScene;
const routers: RouterOsStandin[] = [];
const open = async (over: Parameters<typeof mintRouterScene>[0] = {}) => {
  scene = await mintRouterScene(over);
  routers.push(scene.router);
};
beforeEach(() => forgetLanes());
afterEach(async () => {
  await composition().routers.close();
  for (const router of routers) {
    await vi.waitFor(
      () => {
        if (router.sessions() > 0) throw new Error("a connection was left open");
      },
      { timeout: 30_000 },
    );
    await router.close();
  }
  routers.length = 0;
});

async function customers(count: number, routerId = scene.routerId, router = scene.router) {
  const made: { id: string; name: string }[] = [];
  for (let n = 0; n < count; n++) {
    const name = `cliente-${n}`;
    made.push({ id: await mintAccess(scene, { userName: name, routerId }), name });
  }
  await drainRouter({ ...scene, routerId });
  for (const { name } of made) router.dial(name, { redialMs: 30 });
  router.add("/ppp/secret", { name: "vecino", comment: "a mano", profile: "plan" });
  router.dial("vecino");
  return made;
}
/** A person's word is given beforehand: what is tried here is not the stop of a mass cut. */
const cut = (ids: readonly string[]) =>
  inTenant(scene.owner, async (tx) => {
    await placeHolds(scene.owner, tx, { serviceIds: ids, reason: "debt", note: "" });
    await tx.execute(sql`update enforcement_commands set approved_at = now()
      where tenant_id = ${scene.tenant.id} and desired = 'off'`);
  });
const states = async () =>
  (
    await rowsOf<{ seen: string; n: number }>(
      scene,
      sql`select observed || '/' || state as seen, count(*)::int as n from services where tenant_id = ${scene.tenant.id} group by 1`,
    )
  ).reduce<Record<string, number>>((all, { seen, n }) => ({ ...all, [seen]: n }), {});
const disabled = (router = scene.router) =>
  router
    .menu("/ppp/secret")
    .filter((row) => row.disabled === "true")
    .map(({ name }) => name);
const online = (router = scene.router) => router.menu("/ppp/active").map(({ name }) => name);
const setsOf = (router: RouterOsStandin) =>
  router.log.filter(({ command }) => command === "/ppp/secret/set");

test.each(faultSeeds())(
  "a worker killed while it cuts leaves what it wrote to the next, who proves it and writes nothing twice (FAULT_SEED=%i)",
  { timeout: 90_000 },
  async (seed) => {
    const random = randomFrom(seed);
    await open({ version: ROUTEROS_VERSIONS[seed % ROUTEROS_VERSIONS.length] ?? "7.18" });
    const made = await customers(10);
    const before = JSON.stringify(scene.router.menu("/ppp/secret").at(-1));
    await composition().routers.close();
    scene.router.log.length = 0;
    const victim = spawnVictim(
      { workerEnv: { TRAMA_TEST_ROUTER_PORT: String(scene.router.port) } },
      new URL("../../testing/faults/router-worker.ts", import.meta.url).pathname,
    );
    try {
      const killed = Promise.withResolvers<void>();
      let left = random.between(1, 10);
      const { faults } = scene.router;
      // Between the write and its reply, or between the writes and the reading back.
      const onSet = () => {
        if (--left > 0) return faults.beforeNext("/ppp/secret/set", onSet);
        const after = random.chance(0.5) ? 1 : 2;
        faults.afterCommands(after, () => (victim.kill(), killed.resolve()));
      };
      faults.latencyMs = 3;
      faults.beforeNext("/ppp/secret/set", onSet);
      await victim.ready;
      await cut(made.map(({ id }) => id));
      await killed.promise;
      faults.heal();
    } finally {
      victim.kill();
    }
    await expect.poll(() => scene.router.sessions(), { timeout: 30_000 }).toBe(0);
    expect((await states())["off/suspended"] ?? 0).toBe(0);
    // Until the dead one's lease is over nobody else takes them.
    await drainRouter(scene);
    expect((await states())["off/suspended"] ?? 0).toBe(0);
    await rowsOf(
      scene,
      sql`update enforcement_lanes set leased_until = now() where tenant_id = ${scene.tenant.id}`,
    );
    for (let turn = 1; turn <= 3; turn++) await drainRouter(scene, turn * 200);
    expect(await states()).toEqual({ "off/suspended": 10 });
    expect(disabled().toSorted()).toEqual(made.map(({ name }) => name).toSorted());
    expect(online()).toEqual(["vecino"]);
    const ids = setsOf(scene.router).map(({ attributes }) => attributes[".id"]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(scene.router.menu("/ppp/secret").at(-1))).toBe(before);
  },
);

test.each(faultSeeds())(
  "a panic switch of another process stops each router within one command, and what it held is listed (FAULT_SEED=%i)",
  { timeout: 60_000 },
  async (seed) => {
    await open();
    const second = await startRouterOs({ users: [{ name: "trama", password: "practise-only" }] });
    routers.push(second);
    const secondId = await addRouter(scene, second, { name: "Torre dos", cutMethod: "disable" });
    const made = [...(await customers(8)), ...(await customers(8, secondId, second))];
    let onAt = Number.POSITIVE_INFINITY;
    let panicking: Promise<unknown> | undefined;
    // As another process does it: this one's cache is told nothing.
    const panic = async () => {
      await rowsOf(
        scene,
        sql`insert into panic_switches (id, tenant_id, scope, action_class, origin, reason, started_by, started_at, hold_until)
          values (${newId()}, ${scene.tenant.id}, '*', 'cut', 'manual', 'drill', 'somebody', now(), now())`,
      );
      onAt = Date.now();
    };
    let left = randomFrom(seed).between(1, 4);
    const onSet = () => {
      if (--left > 0) scene.router.faults.beforeNext("/ppp/secret/set", onSet);
      else panicking = panic();
    };
    scene.router.faults.beforeNext("/ppp/secret/set", onSet);
    for (const router of routers) {
      router.faults.latencyMs = 40;
      router.log.length = 0;
    }
    await cut(made.map(({ id }) => id));
    await Promise.all([drainRouter(scene), drainRouter({ ...scene, routerId: secondId })]);
    await panicking;
    expect(setsOf(scene.router).length).toBeGreaterThan(0);
    for (const router of routers) {
      const late = setsOf(router).filter(({ at }) => at > onAt);
      expect(late.length).toBeLessThanOrEqual(1);
      expect(setsOf(router).length).toBeLessThan(8);
    }
    const written = new Set(routers.flatMap((router) => disabled(router)));
    expect(written.size).toBeLessThan(8);
    forgetPanics(scene.tenant.id);
    const held = await listHeld(scene.owner, { status: "held", limit: 50 });
    expect(held.length).toBe(16 - ((await states())["off/suspended"] ?? 0));
  },
);

test(
  "under QStash a drain that reaches its time limit hands the rest on, and all of it is proven",
  { timeout: 60_000 },
  async () => {
    await open();
    const made = await customers(60);
    const rig = qstashRig();
    await rig.open();
    try {
      // A second is what a delivery has here: two lots do not fit into it.
      scene.router.faults.latencyMs = 14;
      await rig.startWorking();
      await cut(made.map(({ id }) => id));
      await expect
        .poll(states, { timeout: 45_000, interval: 200 })
        .toEqual({ "off/suspended": 60 });
      await rig.stopWorking();
    } finally {
      await rig.close();
    }
    scene.router.faults.heal();
    expect(disabled()).toHaveLength(60);
    expect(online()).toEqual(["vecino"]);
  },
);

test.each(faultSeeds())(
  "a hand that changes the router between a plan and its commands is seen again, and never overwritten unseen (FAULT_SEED=%i)",
  { timeout: 60_000 },
  async (seed) => {
    const random = randomFrom(seed);
    await open({ version: ROUTEROS_VERSIONS[seed % ROUTEROS_VERSIONS.length] ?? "7.18" });
    const made = await customers(12);
    const row = (name: string) =>
      scene.router.menu("/ppp/secret").find((one) => one.name === name)?.[".id"] ?? "";
    const one = () => random.pick(made)?.name ?? "";
    const hands: readonly (() => void)[] = [
      () => scene.router.set("/ppp/secret", row(one()), { profile: "default" }),
      () => scene.router.set("/ppp/secret", row(one()), { disabled: "yes" }),
      () => scene.router.set("/ppp/secret", row(one()), { comment: "ahora de otro" }),
      () => {
        const name = one();
        if (row(name)) scene.router.remove("/ppp/secret", row(name));
      },
    ];
    const hand = () => random.pick(hands)?.();
    const vecino = () =>
      JSON.stringify(scene.router.menu("/ppp/secret").filter(({ name }) => name === "vecino"));
    const before = vecino();
    for (let round = 0; round < 3; round++) {
      hand();
      hand();
      const { id: runId, changes } = await planReconcile(scene.owner, { routerId: scene.routerId });
      if (changes > 0) await applyReconcile(scene.owner, { runId, approve: true });
      scene.router.faults.beforeNext("/ppp/secret/set", hand);
      forgetLanes();
      await drainRouter(scene, round * 300 + 5);
    }
    scene.router.faults.heal();
    for (let turn = 0; turn < 3; turn++) {
      const { id: runId, changes } = await planReconcile(scene.owner, { routerId: scene.routerId });
      if (changes > 0) await applyReconcile(scene.owner, { runId, approve: true });
      await drainRouter(scene, 4_000 * (turn + 1));
    }
    const last = await planReconcile(scene.owner, { routerId: scene.routerId });
    expect(last.changes).toBe(0);
    expect(vecino()).toBe(before);
    // Whose comment a hand took away is that hand's: left alone, and told as foreign.
    const taken = scene.router
      .menu("/ppp/secret")
      .filter(({ comment }) => comment === "ahora de otro");
    expect(last.counts.foreign ?? 0).toBe(taken.length + 1);
    const ours = scene.router
      .menu("/ppp/secret")
      .filter(({ comment = "" }) => comment.startsWith("trama:"));
    expect(ours.length + taken.length).toBe(12);
    for (const secret of ours) expect(secret).toMatchObject({ disabled: "false", profile: "plan" });
  },
);

test(
  "a router whose twenty sessions are all taken is asked again, and served once one is free; ours leaves nineteen to others",
  { timeout: 120_000 },
  async () => {
    await open({ version: "7.18" });
    const made = await customers(6);
    await composition().routers.close();
    const others: Socket[] = [];
    const take = async () => {
      const socket = connect(scene.router.port, "127.0.0.1");
      socket.on("error", () => undefined);
      await once(socket, "connect");
      others.push(socket);
    };
    try {
      await expect.poll(() => scene.router.sessions(), { timeout: 30_000 }).toBe(0);
      for (let n = 0; n < 20; n++) await take();
      await expect.poll(() => scene.router.sessions(), { timeout: 30_000 }).toBe(20);
      await cut(made.map(({ id }) => id));
      await drainRouter(scene);
      expect(await states()).toEqual({ "on/suspendRequested": 6 });
      const errors = await rowsOf(
        scene,
        sql`select distinct last_error from enforcement_commands where tenant_id = ${scene.tenant.id} and desired = 'off'`,
      );
      expect(errors).toEqual([{ last_error: "router_unreachable" }]);
      expect(disabled()).toEqual([]);
      expect(scene.router.sessions()).toBe(20);

      others.pop()?.destroy();
      await expect.poll(() => scene.router.sessions(), { timeout: 30_000 }).toBe(19);
      await composition().routers.close();
      forgetLanes();
      await drainRouter(scene, 4_000);
      expect(await states()).toEqual({ "off/suspended": 6 });
      // One session for a whole router: however much is asked, no more than the one that was free.
      expect(scene.router.sessions()).toBe(20);
    } finally {
      for (const socket of others) socket.destroy();
    }
  },
);
