import { sql } from "drizzle-orm";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { ServiceScene } from "@/server/testing/service-scene";
import { naiveCuts, naiveScript } from "./naive-cuts";
import {
  type BenchRouter,
  type Field,
  openNetwork,
  timed,
  untilIdle,
  untilProven,
} from "./network-data";
import type { Measure } from "./report";
import type { Counts } from "./servers/routers";

const ROUTERS = 100;
const EACH = 100;
const LATENCY_MS = 5;

/**
 * Ten thousand customers over a hundred routers are cut, from the decision to the last proof; against what a common script does,
 * one router after another: each customer found, switched off, their session found and ended, over one session a router that
 * is kept (the kind way), or with a connection and a login each, as billing systems and the library's own examples have it.
 * Nothing is read back there, nothing is written down.
 */
export async function massCut(field: Field): Promise<Measure[]> {
  const { scene, routers } = await openNetwork(field, {
    ...{ routers: ROUTERS, customersEach: EACH, latencyMs: LATENCY_MS, online: true },
  });
  const aside = await openNetwork(field, {
    ...{ routers: 4, customersEach: EACH, latencyMs: LATENCY_MS, online: true },
  });
  const cuts = ROUTERS * EACH;
  const worker = await runGraphileWorker({ schedules: false });
  const ours = await counted(field, () => cutAll(scene, routers));
  // What hears of each proof (the customer is told) has its own time, and none of the baselines'.
  const heard = await timed(untilIdle);
  await worker.stop(10_000);
  const kept = await counted(field, () => eachOf(aside.routers.slice(0, 2), naiveCuts));
  const script = await counted(field, () => eachOf(aside.routers.slice(2), naiveScript));
  const sample = 2 * EACH;
  const [keptSeconds, scriptSeconds] = [kept.seconds / sample, script.seconds / sample];
  console.log(
    `  ${cuts} cuts over ${ROUTERS} routers at ${LATENCY_MS} ms: ${told(ours, cuts)}; ${heard.toFixed(1)} s more for who hears of it`,
    `\n  one by one, ${sample} over 2 routers, session kept: ${told(kept, sample)}`,
    `\n  one by one, ${sample} over 2 routers, a login each: ${told(script, sample)}`,
  );
  return [
    {
      name: "10 000 cuts over 100 routers",
      ...{
        ours: ours.seconds,
        baseline: keptSeconds * cuts,
        ratio: (keptSeconds * cuts) / ours.seconds,
      },
      against: `find and set one by one, a session kept, node-routeros, ${sample} measured`,
      ...{ unit: "s", bar: "≥ 20×, aim ≤ 60 s" },
    },
    {
      name: "10 000 cuts over 100 routers",
      ...{
        ours: ours.seconds,
        baseline: scriptSeconds * cuts,
        ratio: (scriptSeconds * cuts) / ours.seconds,
      },
      against: `the same with a login each, ${sample} measured`,
      ...{ unit: "s", bar: "≥ 20×, aim ≤ 60 s" },
    },
  ];
}

type Counted = Counts & { seconds: number };

/** What a piece of work took, and what it asked of the routers. */
async function counted(field: Field, work: () => Promise<unknown>): Promise<Counted> {
  const before = await field.count();
  const seconds = await timed(work);
  const after = await field.count();
  return {
    seconds,
    sentences: after.sentences - before.sentences,
    writes: after.writes - before.writes,
    sessions: after.sessions - before.sessions,
    online: before.online - after.online,
  };
}

const told = ({ seconds, sessions, sentences, online }: Counted, cuts: number): string =>
  `${seconds.toFixed(1)} s, ${((seconds * 1e3) / cuts).toFixed(1)} ms and ${(sentences / cuts).toFixed(2)} sentences a cut, ${sessions} sessions, ${online} customers gone`;

/** One router after another, as such scripts go. */
async function eachOf(
  routers: readonly BenchRouter[],
  cut: (port: number, names: readonly string[]) => Promise<void>,
): Promise<void> {
  for (const { port, places } of routers)
    await cut(
      port,
      places.map(({ name }) => name),
    );
}

/** From the decision to the last proof, in seconds. */
async function cutAll(scene: ServiceScene, routers: readonly BenchRouter[]): Promise<void> {
  // Ten thousand at once are meant here: no router's share of cuts waits for a person (`rules/cut-cap.ts`).
  await inTenant(scene.owner, (tx) =>
    tx.execute(sql`insert into tenant_settings (tenant_id, module, data)
      values (${scene.tenant.id}, 'subscriptions', '{"cutSharePercent":100}'::jsonb)
      on conflict (tenant_id, module) do update set data = excluded.data`),
  );
  const ids = routers.flatMap(({ places }) => places.map(({ serviceId }) => serviceId));
  for (let from = 0; from < ids.length; from += 1_000) {
    const ctx = { ...scene.owner, now: new Date() };
    const serviceIds = ids.slice(from, from + 1_000);
    await inTenant(ctx, (tx) => placeHolds(ctx, tx, { serviceIds, reason: "debt", note: "" }));
  }
  await untilProven(scene);
}
