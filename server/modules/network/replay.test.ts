import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { FAILS_AFTER } from "@/server/modules/subscriptions/rules/retry-at";
import { forgetLanes } from "@/server/outbound/lanes";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  drainRouter,
  mintAccess,
  mintRouterScene,
  type RouterScene,
  rowsOf,
} from "@/server/testing/router-scene";
import { getOverview } from "./get-overview";
import { listEnforcement } from "./list-enforcement";
import { replayCommands } from "./replay-commands";

let scene: RouterScene;
beforeEach(async () => {
  forgetLanes();
  scene = await mintRouterScene();
});
afterEach(async () => {
  await composition().routers.close();
  await scene.router.close();
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

test("what does not get through is a view of the log, asked again one by one or all, each time with its reason", async () => {
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
});
