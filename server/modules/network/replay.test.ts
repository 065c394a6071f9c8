import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { enforceOne } from "@/server/modules/subscriptions/enforce-one";
import { FAILS_AFTER } from "@/server/modules/subscriptions/rules/retry-at";
import { forgetLanes } from "@/server/outbound/lanes";
import { listHeld, listPanicSwitches } from "@/server/panic/list-panic";
import { noteFailure } from "@/server/panic/note-failure";
import { releaseHeld } from "@/server/panic/release-held";
import { switchPanicOff } from "@/server/panic/switch-panic-off";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  delivery,
  drainRouter,
  mintAccess,
  type RouterScene,
  rowsOf,
} from "@/server/testing/router-scene";
import { useRouterScene } from "@/server/testing/use-router-scene";
import { getOverview } from "./get-overview";
import { listEnforcement } from "./list-enforcement";
import { replayCommands } from "./replay-commands";

const its = useRouterScene();
let scene: RouterScene;
beforeEach(() => {
  scene = its();
});

const stuck = async () =>
  (
    await listEnforcement(scene.owner, { search: "", filters: "stuck=yes", sort: "", limit: 50 })
  ).items.map(({ id }) => id);
const reasons = async () =>
  (
    await rowsOf<{ said: string }>(
      scene,
      sql`select body::jsonb->'payload'->>'replayed' || ' ' || (body::jsonb->'payload'->>'reason') as said from events
        where tenant_id = ${scene.tenant.id} and name = 'router.commandsReplayed' order by seq`,
    )
  ).map(({ said }) => said);

test(
  "what does not get through is a view of the log, asked again one by one or all, each time with its reason",
  { timeout: 120_000 },
  async () => {
    const ids = [await mintAccess(scene), await mintAccess(scene), await mintAccess(scene)];
    await drainRouter(scene);
    await scene.router.unplug();
    await inTenant(scene.owner, (tx) =>
      placeHolds(scene.owner, tx, { serviceIds: ids, reason: "debt", note: "" }),
    );
    for (let turn = 1; turn <= FAILS_AFTER; turn++) {
      forgetLanes();
      await drainRouter(scene, turn * 4_000);
    }
    const [first = "", ...others] = await stuck();
    expect(others).toHaveLength(2);
    expect(await getOverview(scene.owner)).toMatchObject({ stuck: 3, late: 0, held: 0 });

    const replay = (over: { commandIds?: string[] }) =>
      replayCommands(scene.owner, { reason: "volvió la luz", ...over });
    expect(await replay({ commandIds: [first] })).toEqual({ replayed: 1 });
    expect(await replay({ commandIds: [first] })).toEqual({ replayed: 0 });
    expect(await replay({ commandIds: [newId()] })).toEqual({ replayed: 0 });
    expect(await stuck()).toEqual(others);
    const later = { ...scene.owner, now: new Date(Date.now() + 30_000_000) };
    expect(await replayCommands(later, { reason: "todas" })).toEqual({ replayed: 2 });
    expect(await reasons()).toEqual(["1 volvió la luz", "2 todas"]);
  },
);

test(
  "what an automatic panic holds is listed apart from what does not get through; once it is over it is let go, and a replay asks again",
  { timeout: 120_000 },
  async () => {
    const ids = [await mintAccess(scene), await mintAccess(scene), await mintAccess(scene)];
    await drainRouter(scene);
    const [first = "", ...others] = ids;
    const hold = (serviceIds: string[]) =>
      inTenant(scene.owner, (tx) =>
        placeHolds(scene.owner, tx, { serviceIds, reason: "debt", note: "" }),
      );
    await scene.router.unplug();
    await hold([first]);
    for (let turn = 1; turn <= FAILS_AFTER; turn++) {
      forgetLanes();
      await drainRouter(scene, turn * 4_000);
    }
    const [tried = ""] = await stuck();
    const integration = { id: scene.routerId, vendor: "mikrotik" };
    for (let n = 0; n < 20; n++)
      if (await noteFailure(scene.tenant.ctx, { integration, actionClass: "cut" })) break;
    await composition().routers.close();
    await scene.router.plug();
    await hold(others);
    forgetLanes();
    await drainRouter(scene, FAILS_AFTER * 4_000 + 4_000);
    const listed = async (filters: string) =>
      (await listEnforcement(scene.owner, { search: "", filters, sort: "", limit: 50 })).items;
    expect((await listed("held=yes")).map(({ held, capped }) => [held, capped])).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
    expect(await stuck()).toEqual([]);
    expect(await getOverview(scene.owner)).toMatchObject({ stuck: 0, held: 3 });
    const ask = (commandIds?: string[]) =>
      replayCommands(
        { ...scene.owner, now: new Date(Date.now() + 40_000_000) },
        { reason: "ya pasó", ...(commandIds && { commandIds }) },
      );
    expect(await ask()).toEqual({ replayed: 0 });
    expect(await ask([tried])).toEqual({ replayed: 0 });

    const [panic] = await listPanicSwitches(scene.owner);
    expect(panic).toMatchObject({ origin: "automatic", scope: scene.routerId, state: "on" });
    await switchPanicOff(scene.owner, {
      ...{ switchId: panic?.id ?? "", force: true, reason: "volvió la luz" },
    });
    const kept = await listHeld(scene.owner, { status: "held", limit: 50 });
    expect(kept).toHaveLength(3);
    const commandIds = (await listed("held=yes")).map(({ id }) => id);
    await releaseHeld(scene.owner, { ids: kept.map(({ id }) => id) });
    // What the release asks for, as the worker does it.
    for (const commandId of commandIds)
      await enforceOne.handle(
        scene.tenant.ctx,
        { commandId },
        delivery({ name: "services.enforceOne" }),
      );
    expect(await getOverview(scene.owner)).toMatchObject({ held: 0 });
    expect(await stuck()).toEqual([tried]);
    expect(await ask([tried])).toEqual({ replayed: 1 });
    expect(await ask()).toEqual({ replayed: 0 });
    forgetLanes();
    await drainRouter(scene, 41_000);
    expect((await listed("status=proven&desired=off")).map(({ id }) => id).toSorted()).toEqual(
      commandIds.toSorted(),
    );
    expect(await reasons()).toEqual(["1 ya pasó"]);
  },
);
