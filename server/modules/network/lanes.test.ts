import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { forgetLanes } from "@/server/outbound/lanes";
import { forgetPanics } from "@/server/panic/active-panics";
import { listHeld } from "@/server/panic/list-panic";
import { switchPanicOn } from "@/server/panic/switch-panic-on";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  addRouter,
  drainRouter,
  mintAccess,
  mintRouterScene,
  type RouterScene,
  rowsOf,
} from "@/server/testing/router-scene";
import { type RouterOsStandin, startRouterOs } from "@/standins/routeros/start";

let scene: RouterScene;
let towers: { router: RouterOsStandin; routerId: string; services: string[] }[];
beforeEach(() => forgetLanes());
afterEach(async () => {
  await composition().routers.close();
  for (const { router } of towers) await router.close();
});

/** So many routers of one tenant, each with so many customers who are on and dialled in. */
async function open(routers: number, each: number): Promise<void> {
  scene = await mintRouterScene();
  towers = [{ router: scene.router, routerId: scene.routerId, services: [] }];
  for (let n = 1; n < routers; n++) {
    const router = await startRouterOs({
      ...{ users: [{ name: "trama", password: "practise-only" }], redialMs: 60 },
      ...{ identity: `Torre ${n}` },
    });
    towers.push({
      ...{ router, services: [] },
      routerId: await addRouter(scene, router, { name: `Torre ${n}` }),
    });
  }
  for (const { routerId, router, services } of towers) {
    for (let n = 0; n < each; n++)
      services.push(await mintAccess(scene, { userName: `cliente-${n}`, routerId }));
    await drainRouter({ ...scene, routerId });
    for (let n = 0; n < each; n++) router.dial(`cliente-${n}`);
    router.log.length = 0;
    router.counts.commands = 0;
  }
}

const cutAll = () =>
  inTenant(scene.owner, (tx) =>
    placeHolds(scene.owner, tx, {
      serviceIds: towers.flatMap(({ services }) => services),
      ...{ reason: "debt", note: "" },
    }),
  );
/** How many of each router's customers are proven to be off. */
const proven = async () => {
  const rows = await rowsOf<{ id: string; n: number }>(
    scene,
    sql`select integration_id as id, count(*)::int as n from services
      where tenant_id = ${scene.tenant.id} and observed = 'off' and state = 'suspended' group by 1`,
  );
  return towers.map(({ routerId }) => rows.find(({ id }) => id === routerId)?.n ?? 0);
};
test("one job drains its lane and those beside it that nobody has, each over one session", async () => {
  await open(4, 2);
  await cutAll();
  const [, , , taken] = towers;
  await rowsOf(
    scene,
    sql`update enforcement_lanes set holder = ${newId()}, leased_until = now() + interval '90 seconds'
      where tenant_id = ${scene.tenant.id} and integration_id = ${taken?.routerId}`,
  );
  await drainRouter(scene);
  // Whose lane another worker has, that router is spoken to by nobody else.
  expect(await proven()).toEqual([2, 2, 2, 0]);
  expect(taken?.router.counts.commands).toBe(0);
  expect(towers.map(({ router }) => router.sessions())).toEqual([1, 1, 1, 1]);
  const { rows } = await inTenant(scene.tenant.ctx, (tx) =>
    tx.execute(
      sql`select holder from enforcement_lanes where tenant_id = ${scene.tenant.id} and holder = ''`,
    ),
  );
  expect(rows).toHaveLength(3);
});

test("one that is away holds up none beside it, and only its own job knocks there again", async () => {
  await open(3, 2);
  const [own, away, third] = towers;
  await composition().routers.close();
  await away?.router.unplug();
  await cutAll();
  await drainRouter(scene);
  expect(await proven()).toEqual([2, 0, 2]);
  const attempts = () =>
    rowsOf<{ attempts: number }>(
      scene,
      sql`select attempts from enforcement_commands where tenant_id = ${scene.tenant.id}
        and integration_id = ${away?.routerId} and desired = 'off'`,
    );
  expect((await attempts()).map((one) => one.attempts)).toEqual([1, 1]);
  await away?.router.plug();
  forgetLanes();
  await composition().routers.close();
  // Minutes later by the commands' own clock; the lane rests for its moments all the same.
  await drainRouter({ ...scene, routerId: own?.routerId ?? "" }, 600);
  expect(await proven()).toEqual([2, 0, 2]);
  await drainRouter({ ...scene, routerId: away?.routerId ?? "" }, 601);
  expect(await proven()).toEqual([2, 2, 2]);
  expect(third?.router.sessions()).toBeLessThanOrEqual(1);
});

test("panic stops each router within one command, though many are spoken to at once", async () => {
  await open(3, 6);
  await cutAll();
  let panicAt = Number.POSITIVE_INFINITY;
  const panic = async () => {
    const reason = "a drill of the test";
    await switchPanicOn(scene.owner, { scope: "*", actionClass: "cut", reason, minHoldMinutes: 0 });
    forgetPanics(scene.tenant.id);
    panicAt = Date.now();
  };
  let panicking: Promise<void> | undefined;
  for (const { router } of towers) router.faults.latencyMs = 250;
  scene.router.faults.beforeNext("/ppp/secret/set", () => (panicking = panic()));
  await drainRouter(scene);
  await panicking;
  for (const { router } of towers) {
    const late = router.log.filter(
      ({ command, at }) => command === "/ppp/secret/set" && at > panicAt,
    );
    expect(late.length).toBeLessThanOrEqual(1);
  }
  forgetPanics(scene.tenant.id);
  const held = await listHeld(scene.owner, { status: "held", limit: 50 });
  const done = (await proven()).reduce((sum, n) => sum + n, 0);
  expect(done).toBeLessThan(18);
  expect(held.length).toBe(18 - done);
});

test("a lot that lasts too long begins no command more; the next one does, and none is written twice", async () => {
  await open(1, 5);
  await cutAll();
  const now = performance.now.bind(performance);
  let passedMs = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now() + passedMs);
  scene.router.faults.beforeNext("/ppp/secret/set", () => (passedMs = 60_000));
  await drainRouter(scene).finally(() => clock.mockRestore());
  expect(await proven()).toEqual([5]);
  const sets = scene.router.log.filter(({ command }) => command === "/ppp/secret/set");
  expect(sets).toHaveLength(5);
  const prints = scene.router.log.filter(({ command }) => command === "/system/identity/print");
  expect(prints).toHaveLength(2);
  const attempts = await rowsOf<{ attempts: number }>(
    scene,
    sql`select attempts from enforcement_commands where tenant_id = ${scene.tenant.id} and desired = 'off'`,
  );
  expect(attempts.map((one) => one.attempts)).toEqual([1, 1, 1, 1, 1]);
});
