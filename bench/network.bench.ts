import { sql } from "drizzle-orm";
import { composition } from "@/server/composition";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { ServiceScene } from "@/server/testing/service-scene";
import { idleSessions } from "./idle-sessions";
import { naiveCuts, naiveScript } from "./naive-cuts";
import { type BenchRouter, type Field, openField, openNetwork } from "./network-data";
import type { Measure } from "./report";
import { timed, untilProven } from "./network-data";

const ROUTERS = 100;
const EACH = 100;
const LATENCY_MS = 5;
/** So many are cut by the baseline, on routers of their own; the rest is multiplied. */
const SAMPLE = 200;

/** What enforcement costs over the product's own lanes: database, worker, proofs and all. */
export async function run(): Promise<Measure[]> {
  const field = openField();
  try {
    return [await idleSessions(field), ...(await massCut(field))];
  } finally {
    await composition().routers.close();
    await field.end();
  }
}

async function massCut(field: Field): Promise<Measure[]> {
  const { scene, routers } = await openNetwork(field, {
    ...{ routers: ROUTERS, customersEach: EACH, latencyMs: LATENCY_MS, online: true },
  });
  const aside = await openNetwork(field, {
    ...{ routers: 2, customersEach: SAMPLE, latencyMs: LATENCY_MS, online: true },
  });
  const [kept, script] = aside.routers;
  const before = await field.count();
  const cuts = ROUTERS * EACH;
  const ourSeconds = await cutAll(scene, routers);
  const after = await field.count();
  const keptSeconds = (await timed(() => naiveCuts(kept?.port ?? 0, namesOf(kept)))) / SAMPLE;
  const between = await field.count();
  const scriptSeconds =
    (await timed(() => naiveScript(script?.port ?? 0, namesOf(script)))) / SAMPLE;
  const last = await field.count();
  const per = (n: number) => n / cuts;
  console.log(
    `  ${cuts} cuts over ${ROUTERS} routers at ${LATENCY_MS} ms: ${ourSeconds.toFixed(1)} s`,
    `(${after.sessions - before.sessions} sessions, ${per(after.sentences - before.sentences).toFixed(2)} sentences a cut, ${before.online - after.online} customers gone)`,
    `\n  one by one, sample of ${SAMPLE}: ${(keptSeconds * 1e3).toFixed(1)} ms a cut and ${((between.sentences - after.sentences) / SAMPLE).toFixed(2)} sentences with the session kept;`,
    `${(scriptSeconds * 1e3).toFixed(1)} ms and ${last.sessions - between.sessions} sessions with one each`,
  );
  return [
    {
      name: "10 000 cuts over 100 routers",
      ...{
        ours: ourSeconds,
        baseline: keptSeconds * cuts,
        ratio: (keptSeconds * cuts) / ourSeconds,
      },
      against: `find and set one by one, node-routeros, ${SAMPLE} measured`,
      ...{ unit: "s", bar: "≥ 20×, aim ≤ 60 s" },
    },
    {
      name: "10 000 cuts over 100 routers",
      ...{
        ours: ourSeconds,
        baseline: scriptSeconds * cuts,
        ratio: (scriptSeconds * cuts) / ourSeconds,
      },
      against: `the same with a login each, ${SAMPLE} measured`,
      ...{ unit: "s", bar: "≥ 20×, aim ≤ 60 s" },
    },
  ];
}

const namesOf = (router: BenchRouter | undefined) => (router?.places ?? []).map(({ name }) => name);

/** From the decision to the last proof, in seconds. */
async function cutAll(scene: ServiceScene, routers: readonly BenchRouter[]): Promise<number> {
  // Ten thousand at once are meant here: no router's share of cuts waits for a person (`rules/cut-cap.ts`).
  await inTenant(scene.owner, (tx) =>
    tx.execute(sql`insert into tenant_settings (tenant_id, module, data)
      values (${scene.tenant.id}, 'subscriptions', '{"cutSharePercent":100}'::jsonb)
      on conflict (tenant_id, module) do update set data = excluded.data`),
  );
  const worker = await runGraphileWorker({ schedules: false });
  const ids = routers.flatMap(({ places }) => places.map(({ serviceId }) => serviceId));
  const seconds = await timed(async () => {
    for (let from = 0; from < ids.length; from += 1_000) {
      const ctx = { ...scene.owner, now: new Date() };
      const serviceIds = ids.slice(from, from + 1_000);
      await inTenant(ctx, async (tx) => {
        await placeHolds(ctx, tx, { serviceIds, reason: "debt", note: "" });
        // A person let it through beforehand: what is measured is not the stop of a mass cut.
        await tx.execute(sql`update enforcement_commands set approved_at = now()
          where tenant_id = ${ctx.tenantId} and service_id = any(${sql.param(serviceIds)}::uuid[])`);
      });
    }
    await untilProven(scene);
  });
  await worker.stop(10_000);
  return seconds;
}
