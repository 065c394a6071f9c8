import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { Invalid } from "@/server/kernel/errors";
import { liftHolds, placeHolds } from "@/server/modules/subscriptions/hold-services";
import { cutCapOf } from "@/server/modules/subscriptions/rules/cut-cap";
import { forgetLanes } from "@/server/outbound/lanes";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  drainRouter,
  mintAccess,
  mintManyAccesses,
  type RouterScene,
  rowsOf,
} from "@/server/testing/router-scene";
import { useRouterScene } from "@/server/testing/use-router-scene";
import { getOverview } from "./get-overview";
import { countEnforcement, listEnforcement } from "./list-enforcement";
import { releaseCuts } from "./release-cuts";

const its = useRouterScene();
let scene: RouterScene;
beforeEach(() => {
  scene = its();
});

const customers = async (count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await mintAccess(scene, { userName: `cliente-${n}` }));
  await drainRouter(scene);
  return ids;
};
const hold = (serviceIds: string[]) =>
  inTenant(scene.owner, (tx) =>
    placeHolds(scene.owner, tx, { serviceIds, reason: "debt", note: "" }),
  );
const observed = async () => {
  const rows = await rowsOf<{ observed: string; n: number }>(
    scene,
    sql`select observed, count(*)::int as n from services where tenant_id = ${scene.tenant.id} and observed is not null group by 1`,
  );
  return Object.fromEntries(rows.map(({ observed: state, n }) => [state, n]));
};
const facts = async (name: string) =>
  rowsOf<{ payload: Record<string, unknown> }>(
    scene,
    sql`select body::jsonb->'payload' as payload from events where tenant_id = ${scene.tenant.id} and name = ${name}`,
  );
const list = (filters: string) =>
  listEnforcement(scene.owner, { search: "", filters, sort: "", limit: 50 });

describe("a mass cut", { timeout: 120_000 }, () => {
  test("is stopped before its first row is written, while reconnections go on; a person's word lets it through", async () => {
    const ids = await customers(24);
    const [debtor = "", ...rest] = ids;
    await hold([debtor]);
    await drainRouter(scene);
    expect(await observed()).toEqual({ on: 23, off: 1 });
    await hold(rest);
    await inTenant(scene.owner, (tx) =>
      liftHolds(scene.owner, tx, { serviceIds: [debtor], reason: "debt" }),
    );
    await drainRouter(scene);
    await drainRouter(scene, 120);
    expect(await observed()).toEqual({ on: 24 });
    expect(await facts("router.cutsStopped")).toEqual([
      { payload: { held: 23, asked: 24, cap: 20, services: 24 } },
    ]);
    const { routerId } = scene;
    const before = { routerId, routerName: "Torre", asked: 24, proven: 1, held: 23 };
    expect((await getOverview(scene.owner)).massCuts).toEqual([{ ...before, released: null }]);
    expect(
      await countEnforcement(scene.owner, { search: "", filters: "held=yes", sort: "" }),
    ).toEqual({ count: 23, estimated: false });

    const word = { routerId, reason: "deben desde junio" };
    expect(await releaseCuts(scene.owner, word)).toEqual({ released: 23 });
    expect(await releaseCuts(scene.owner, word)).toEqual({ released: 0 });
    await drainRouter(scene, 121);
    expect(await observed()).toEqual({ on: 1, off: 23 });
    expect(await facts("router.cutsReleased")).toEqual([
      { payload: { released: 23, reason: "deben desde junio" } },
    ]);
    const [after] = (await getOverview(scene.owner)).massCuts;
    expect(after).toMatchObject({ asked: 24, proven: 24, held: 0, released: { by: "Test owner" } });
  });

  test(
    "of a thousand stops whole, and once a person let it through shows how far it is and who did, until each is proven",
    { timeout: 400_000 },
    async () => {
      const ids = await mintManyAccesses(scene, 1_000);
      scene.router.log.length = 0;
      await hold(ids);
      await drainRouter(scene);
      await drainRouter(scene, 5);
      expect(await observed()).toEqual({ on: 1_000 });
      expect(scene.router.log.filter(({ command }) => command.endsWith("/set"))).toEqual([]);
      expect(await facts("router.cutsStopped")).toEqual([
        { payload: { held: 1_000, asked: 1_000, cap: 100, services: 1_000 } },
      ]);
      const mass = async () => (await getOverview(scene.owner)).massCuts[0];
      expect(await mass()).toMatchObject({ asked: 1_000, proven: 0, held: 1_000, released: null });

      const word = { routerId: scene.routerId, reason: "campaña de cobranza aprobada" };
      expect(await releaseCuts(scene.owner, word)).toEqual({ released: 1_000 });
      let halfway: ReturnType<typeof mass> | undefined;
      scene.router.faults.afterCommands(900, () => void (halfway = mass()));
      for (let turn = 0; turn < 20 && (await observed()).off !== 1_000; turn++) {
        forgetLanes();
        await drainRouter(scene, 6 + turn);
      }
      expect(await observed()).toEqual({ off: 1_000 });
      const { proven = 0 } = (await halfway) ?? {};
      expect(proven).toBeGreaterThan(0);
      expect(proven).toBeLessThan(1_000);
      const { count } = await countEnforcement(scene.owner, {
        ...{ search: "", sort: "", filters: "status=proven&desired=off" },
      });
      expect(count).toBe(1_000);
      const [one] = (await list("desired=off")).items;
      expect(one?.proof).toMatchObject({
        by: "router",
        state: "off",
        rows: [{ disabled: "true" }],
      });
      expect(scene.router.menu("/ppp/secret").every((row) => row.disabled === "true")).toBe(true);
      expect(await mass()).toMatchObject({
        ...{ asked: 1_000, proven: 1_000, held: 0 },
        released: { reason: "campaña de cobranza aprobada" },
      });
      expect(await facts("router.cutsReleased")).toHaveLength(1);
    },
  );

  test("under the cap asks nobody, and what was cut before counts", async () => {
    const ids = await customers(22);
    await hold(ids.slice(0, 20));
    await drainRouter(scene);
    expect(await observed()).toEqual({ on: 2, off: 20 });
    await hold(ids.slice(20));
    await drainRouter(scene);
    expect(await observed()).toEqual({ on: 2, off: 20 });
  });

  test("finishes what it had begun: a cut whose reply was lost is read back, and only what nobody tried is held", async () => {
    const ids = await customers(24);
    await hold(ids.slice(0, 2));
    scene.router.faults.lostReplyOnce();
    await drainRouter(scene);
    await hold(ids.slice(2));
    await drainRouter(scene, 3_600);
    expect(await observed()).toEqual({ on: 22, off: 2 });
    const [held] = await rowsOf<{ n: number }>(
      scene,
      sql`select count(*)::int as n from enforcement_commands
        where tenant_id = ${scene.tenant.id} and status = 'pending' and capped_at is not null`,
    );
    expect(held?.n).toBe(22);
  });

  test("is capped by number on small routers, by share on large ones, and not at all where everything may go", () => {
    const cap = { cutsAtOnce: 20, cutSharePercent: 10 };
    expect([0, 12, 200, 201, 1_000].map((n) => cutCapOf(n, cap))).toEqual([20, 20, 20, 20, 100]);
    expect(cutCapOf(10, { ...cap, cutSharePercent: 100 })).toBeGreaterThan(1e9);
  });
});

describe("the enforcement log", () => {
  test("shows each command with its proof, by router, state, wish, customer and service, page by page", async () => {
    const [id = ""] = await customers(1);
    await hold([id]);
    await drainRouter(scene);
    const [row] = (await list(`service=${id}&desired=off`)).items;
    expect(row).toMatchObject({ routerName: "Torre", status: "proven", held: false, late: false });
    expect(row?.proof).toMatchObject({ by: "router", state: "off", rows: [{ disabled: "true" }] });
    const filters = `router=${scene.routerId}&kind=routeros&status=proven&customer=${row?.customerId}`;
    expect((await list(filters)).items).toHaveLength(2);
    expect((await list("stuck=yes")).items).toEqual([]);
    const page = { search: "", filters: "", sort: "", limit: 1 };
    const first = await listEnforcement(scene.owner, page);
    const cursor = first.nextCursor ?? "";
    const second = await listEnforcement(scene.owner, { ...page, cursor });
    expect([first, second].map(({ items }) => items[0]?.desired)).toEqual(["off", "on"]);
    await expect(list("password=x")).rejects.toBeInstanceOf(Invalid);
  });
});
