import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { roleUrl } from "@/db/role-urls";
import { composition, setComposition } from "@/server/composition";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type FaultProxy, openFaultProxy } from "@/server/testing/fault-proxy";
import { contractJobs, effectJob, effects } from "@/server/testing/queue-rigs/contract-jobs";
import { graphileRig } from "@/server/testing/queue-rigs/graphile-rig";
import { until } from "@/server/testing/queue-rigs/rig";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { enqueue } from "../enqueue";
import { registerJobs } from "../registry";
import { withinMs } from "@/server/testing/within-ms";

// The queue's connections run over a line that loses what the test names.
let proxy: FaultProxy;
let tenant: TestTenant;
let unregister: () => void;
const own = composition();
const rig = graphileRig();
const rejections: unknown[] = [];
const listen = (reason: unknown) => void rejections.push(reason);
beforeAll(async () => {
  const url = new URL(own.env.DATABASE_URL);
  proxy = await openFaultProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  const DATABASE_JOBS_URL = roleUrl(url.toString(), own.env.TRAMA_MASTER_KEY, "trama_jobs");
  setComposition({ ...own, env: { ...own.env, DATABASE_JOBS_URL } });
  unregister = registerJobs(contractJobs);
  tenant = await mintTenant();
  process.on("unhandledRejection", listen);
});
afterEach(() => rig.stopWorking());
afterAll(async () => {
  process.off("unhandledRejection", listen);
  unregister();
  setComposition(own);
  await proxy.close();
});

const ask = (label: string, failures = 0) =>
  inTenant(tenant.ctx, async () => enqueue(tenant.ctx, effectJob, { label, failures }));
const happened = (label: string) =>
  until(`${label} happened`, async () => (await effects(tenant.ctx, label)) > 0);
const drained = () => until("the queue is empty", async () => (await rig.waiting(tenant.id)) === 0);

test.each(["request", "answer"] as const)(
  "when the %s of a job's end is lost the worker begins anew, and the job took effect once",
  async (lose) => {
    await rig.startWorking();
    proxy.setTrap({ text: "delete from", lose });
    await ask(`${lose} 1`);
    await happened(`${lose} 1`);
    await ask(`${lose} 2`);
    await happened(`${lose} 2`);
    await drained();
    expect(await effects(tenant.ctx, `${lose} 1`)).toBe(1);
    expect(rejections).toEqual([]);
  },
);

test("after several lost ends the worker still stops in time", async () => {
  await rig.startWorking();
  for (let i = 0; i < 4; i++) {
    for (const lose of ["request", "answer"] as const) proxy.setTrap({ text: "delete from", lose });
    await Promise.all([ask(`several ${i}`), ask(`more ${i}`)]);
    await happened(`several ${i}`);
  }
  const startedMs = performance.now();
  await rig.stopWorking();
  expect(performance.now() - startedMs).toBeLessThan(withinMs(8_000));
});

test("when a failure cannot be written the process lives and the job comes back", async () => {
  await rig.startWorking();
  proxy.setTrap({ text: "last_error = $3", lose: "request" });
  await ask("fails", 1);
  await happened("fails");
  await drained();
  expect(rejections).toEqual([]);
});

test("jobs whose fetch was never answered are given back while the worker lives", async () => {
  await ask("fetched and not heard of");
  proxy.setTrap({ text: "locked_by = $1::text", lose: "answer" });
  await rig.startWorking();
  await happened("fetched and not heard of");
  await drained();
  expect(await effects(tenant.ctx, "fetched and not heard of")).toBe(1);
});

test("when every connection of the queue ends at once the worker goes on", async () => {
  await rig.startWorking();
  proxy.reset();
  await ask("after the reset");
  await happened("after the reset");
  await drained();
  expect(rejections).toEqual([]);
});
