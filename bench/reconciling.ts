import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { applyReconcile } from "@/server/modules/network/apply-reconcile";
import { planReconcile } from "@/server/modules/network/plan-reconcile";
import { openNaive } from "./naive-cuts";
import { type Field, openNetwork, timed, untilProven } from "./network-data";
import { type Measure, median } from "./report";

const SECRETS = 5_000;
/** One in a hundred differs. */
const EVERY = 100;
const SAMPLE = 200;

/** A router of 5 000 customers with 1 % drift: seen, then mended and proven by the product's own lane. */
export async function reconciling(field: Field): Promise<Measure[]> {
  const { scene, routers } = await openNetwork(field, {
    ...{ routers: 1, customersEach: SECRETS, latencyMs: 5, online: false },
  });
  const [router] = routers;
  if (!router) throw new Error("no router");
  const drifted = await field.drift(router.port, EVERY);
  const api = await openNaive(router.port);
  const plans: number[] = [];
  const prints: number[] = [];
  let last = await planReconcile(scene.owner, { routerId: router.id });
  for (let n = 0; n < 3; n++) {
    plans.push(
      await timed(async () => {
        last = await planReconcile(scene.owner, { routerId: router.id });
      }),
    );
    prints.push(await timed(() => api.write("/ppp/secret/print")));
  }
  if (last.changes !== drifted) throw new Error(`${last.changes} changes of ${drifted}`);
  const names = router.places.slice(0, SAMPLE).map(({ name }) => name);
  const oneByOne = await timed(async () => {
    for (const name of names) await api.write("/ppp/secret/print", [`?name=${name}`]);
  });
  await api.close();
  const before = await field.count();
  const worker = await runGraphileWorker({ schedules: false });
  const mended = await timed(async () => {
    await applyReconcile(scene.owner, { runId: last.id, approve: true });
    await untilProven(scene);
  });
  await worker.stop(10_000);
  const { sentences } = await field.count();
  console.log(
    `  ${drifted} rows mended and proven in ${mended.toFixed(2)} s, ${sentences - before.sentences} sentences`,
  );
  const [ours, print] = [median(plans), median(prints)];
  const whole = (oneByOne / SAMPLE) * SECRETS;
  const name = "reconcile 5 000 secrets, 1 % drift: seen";
  return [
    {
      ...{ name, ours, baseline: whole, ratio: whole / ours, unit: "s" },
      against: `looked up one by one, node-routeros, ${SAMPLE} measured`,
    },
    {
      ...{ name, ours, baseline: print, ratio: ours / print, unit: "s" },
      against: "node-routeros' print alone, nothing compared",
    },
  ];
}
