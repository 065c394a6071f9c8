import { approveRun } from "@/server/modules/billing/run/approve-run";
import { planChunk } from "@/server/modules/billing/run/plan-chunk";
import { postChunk } from "@/server/modules/billing/run/post-chunk";
import { startRun } from "@/server/modules/billing/run/start-run";
import type { Scene } from "@/server/testing/billing-run/scene";
import { BILL_DAY, insertRaw, openBilledTenant } from "./billing-data";
import type { Measure } from "./report";

const noon = (scene: Scene) => scene.at(`${BILL_DAY}T17:00:00Z`);

/** Seconds of planning and of posting everything that is due. */
async function bill(scene: Scene, postSize?: number): Promise<{ plan: number; post: number }> {
  const ctx = noon(scene);
  const startMs = performance.now();
  const { id } = await startRun(ctx, { billThrough: BILL_DAY });
  while (await planChunk(ctx, id)) continue;
  const plannedMs = performance.now();
  await approveRun(ctx, { runId: id });
  while (await postChunk(ctx, id, { size: postSize })) continue;
  return { plan: (plannedMs - startMs) / 1000, post: (performance.now() - plannedMs) / 1000 };
}

/** Sizes; `BENCH_BILLING=10000,100000` for others. */
const SIZES = (process.env.BENCH_BILLING ?? "10000,100000,300000").split(",").map(Number);
const SAMPLE = 1_000;

/** Customers billed complete: plan, documents, lines, taxes, ledger, numbers, facts in the chain, under row-level security. */
export async function run(): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const size of SIZES) measures.push(...(await ofSize(size)));
  return measures;
}

async function ofSize(size: number): Promise<Measure[]> {
  const scene = await openBilledTenant(size);
  const { plan, post } = await bill(scene);
  console.log(`  ${size}: planned in ${plan.toFixed(2)} s, posted in ${post.toFixed(2)} s`);
  const rerun = await bill(scene);
  const raw = await insertRaw(scene.tenant.id);
  const sampled = await openBilledTenant(SAMPLE);
  const single = await bill(sampled, 1);
  const ours = plan + post;
  const rate = size / post;
  const singleRate = SAMPLE / single.post;
  const again = rerun.plan + rerun.post;
  return [
    {
      name: `${size} customers billed complete`,
      ours,
      baseline: raw,
      ratio: ours / raw,
      against: "raw insert of the same rows, same tables and constraints",
      unit: "s",
      bar: "≤ 1.5×",
    },
    {
      name: `${size}: posting alone`,
      ours: post,
      baseline: raw,
      ratio: post / raw,
      against: "the same raw insert",
      unit: "s",
    },
    {
      name: `${size}: documents a second`,
      ours: rate,
      baseline: singleRate,
      ratio: rate / singleRate,
      against: `one transaction a customer (${SAMPLE} of them)`,
      unit: "/s",
      bar: "≥ 10×",
    },
    {
      name: `${size}: the finished period again`,
      ours: again,
      baseline: ours,
      ratio: again / ours,
      against: "the first time",
      unit: "s",
    },
  ];
}
