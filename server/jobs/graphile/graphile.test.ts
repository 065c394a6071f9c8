import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { contractJobs, effects, slowJob } from "@/server/testing/queue-rigs/contract-jobs";
import { asJobs, graphileRig } from "@/server/testing/queue-rigs/graphile-rig";
import { until } from "@/server/testing/queue-rigs/rig";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { defineJob } from "../define-job";
import { enqueue, enqueueAgain } from "../enqueue";
import { registerJobs } from "../registry";
import type { RunningWorker } from "../worker";
import { runGraphileWorker } from "./run-worker";
import { withinMs } from "@/server/testing/within-ms";

const rig = graphileRig();
const finished: { tenantId: string; n: number; atMs: number }[] = [];
let letGo: () => void = () => undefined;
const timedJob = defineJob({
  name: "test.timed",
  schema: z.object({ n: z.int(), ms: z.int() }),
  handle: async (ctx, { n, ms }) => {
    await sleep(ms);
    finished.push({ tenantId: ctx.tenantId, n, atMs: Date.now() });
  },
});
const heldJob = defineJob({
  name: "test.held",
  schema: z.object({ fail: z.boolean() }),
  retryDelayMs: () => 200,
  handle: async (ctx, { fail }, delivery) => {
    finished.push({ tenantId: ctx.tenantId, n: delivery.attempt, atMs: Date.now() });
    if (delivery.attempt > 1) return;
    await new Promise<void>((resolve) => (letGo = resolve));
    if (fail) throw new Error("fails after a newer one was asked for");
  },
});

let unregister: () => void;
let worker: RunningWorker | undefined;
beforeAll(() => {
  unregister = registerJobs([...contractJobs, timedJob, heldJob]);
});
afterAll(() => unregister());
afterEach(async () => {
  await worker?.stop(2_000);
  worker = undefined;
});
const start = async (concurrency: number) => {
  worker = await runGraphileWorker({
    schedules: false,
    concurrency,
    householdMs: 200,
    graceMs: 400,
  });
};
const askTimed = (of: TestTenant, count: number, ms: number) =>
  inTenant(of.ctx, async () => {
    for (let n = 0; n < count; n++) enqueue(of.ctx, timedJob, { n, ms });
  });
const of = (tenant: TestTenant) => finished.filter(({ tenantId }) => tenantId === tenant.id);
const empty = (tenant: TestTenant) =>
  until("nothing waits", async () => (await rig.waiting(tenant.id)) === 0);

test("a tenant that comes late with a few jobs waits at most twice its fair share behind a big backlog", async () => {
  const [big, small] = [await mintTenant(), await mintTenant()];
  await askTimed(big, 3_000, 10);
  await start(4);
  await until("the backlog is under way", () => of(big).length > 100);
  await askTimed(small, 100, 10);
  const before = finished.length;
  await until("the small one is done", () => of(small).length === 100);
  const last = finished.findLastIndex(({ tenantId }) => tenantId === small.id);
  // Its fair share among two is every second turn: 200 turns for 100 jobs, at most 400 for the bar.
  expect(last - before).toBeLessThanOrEqual(400);
  expect(of(big).length).toBeLessThan(3_000);
  await asJobs(
    "delete from graphile_worker._private_jobs where payload->>'tenant' = $1 and locked_at is null",
    [big.id],
  );
}, 150_000);

test("among three tenants that keep asking none gets more than twice another's turns", async () => {
  const tenants = [await mintTenant(), await mintTenant(), await mintTenant()];
  for (const [index, tenant] of tenants.entries()) await askTimed(tenant, 200 * (index + 1), 5);
  finished.length = 0;
  await start(4);
  await until("some turns were taken", () => finished.length >= 300);
  const turns = tenants.map((tenant) => of(tenant).length);
  expect(Math.max(...turns)).toBeLessThanOrEqual(2 * Math.min(...turns));
  await asJobs(
    "delete from graphile_worker._private_jobs where payload->>'job' = 'test.timed' and locked_at is null",
  );
}, 150_000);

test("a delayed job that falls due gets its place although a backlog is there", async () => {
  const [big, small] = [await mintTenant(), await mintTenant()];
  await inTenant(small.ctx, async () =>
    enqueue(small.ctx, timedJob, { n: 1, ms: 1 }, { runAt: new Date(Date.now() + 1_000) }),
  );
  await askTimed(big, 3_000, 10);
  await start(4);
  await until("the delayed one ran", () => of(small).length === 1);
  expect(of(big).length).toBeLessThan(2_000);
  await asJobs(
    "delete from graphile_worker._private_jobs where payload->>'tenant' = $1 and locked_at is null",
    [big.id],
  );
}, 150_000);

test("a running job that a newer one under its key overtook is not lost when it fails", async () => {
  const tenant = await mintTenant();
  finished.length = 0;
  await start(2);
  const ask = (fail: boolean) =>
    inTenant(tenant.ctx, async () => enqueue(tenant.ctx, heldJob, { fail }, { key: "held" }));
  await ask(true);
  await until("the first runs", () => of(tenant).length === 1);
  const goFirst = letGo;
  await ask(false);
  await until("the second runs beside it", () => of(tenant).length === 2);
  letGo();
  goFirst();
  await empty(tenant);
  expect(of(tenant).map(({ n }) => n)).toEqual([1, 1, 2]);
});

test("a worker that is told to stop gives back what does not end in time, without counting the try", async () => {
  const tenant = await mintTenant();
  finished.length = 0;
  await start(2);
  await inTenant(tenant.ctx, async () => enqueue(tenant.ctx, heldJob, { fail: false }));
  await until("it runs", () => of(tenant).length === 1);
  const startMs = Date.now();
  await worker?.stop(300);
  worker = undefined;
  expect(Date.now() - startMs).toBeLessThan(withinMs(3_000));
  const { rows } = await asJobs(
    "select attempts, locked_by from graphile_worker._private_jobs where payload->>'tenant' = $1 and payload->>'job' = 'test.held'",
    [tenant.id],
  );
  expect(rows).toEqual([{ attempts: 0, locked_by: null }]);
  await asJobs("delete from graphile_worker._private_jobs where payload->>'tenant' = $1", [
    tenant.id,
  ]);
});

test("jobs that waited in the memory of a worker that died are innocent; one that died with it is not", async () => {
  const tenant = await mintTenant();
  const [innocent, guilty] = [newId(), newId()];
  await inTenant(tenant.ctx, async () => {
    for (const id of [innocent, guilty])
      enqueueAgain(tenant.ctx, { id, name: "test.effect", payload: { label: id } });
  });
  // As after many deaths: both were fetched each time, only one had begun.
  await asJobs(
    `update graphile_worker._private_jobs set attempts = 20,
       last_error = case when payload->>'id' = $1 then 'a delivery began and has not ended' end where payload->>'id' = any($2)`,
    [guilty, [innocent, guilty]],
  );
  await start(2);
  await empty(tenant);
  expect(await effects(tenant.ctx, innocent)).toBe(1);
  expect(await effects(tenant.ctx, guilty)).toBe(0);
});

test("the runtime can ask for jobs through its one door only, and only within its limits", async () => {
  const tenant = await mintTenant();
  const { app } = composition().db;
  const asApp = (statement: ReturnType<typeof sql>) =>
    app
      .transaction(tenant.id, (tx) => tx.execute(statement))
      .then(
        () => "let in",
        (error: { cause?: { message?: string } }) => error.cause?.message ?? "refused",
      );
  const job = { id: newId(), name: "test.effect", payload: {}, request: "r" };
  const enqueueJobs = (over: object) =>
    asApp(sql`select app.enqueue_jobs(${JSON.stringify([{ ...job, ...over }])}::jsonb)`);
  expect(await asApp(sql`select graphile_worker.add_job('trama', '{}'::json)`)).toContain(
    "permission denied",
  );
  expect(await asApp(sql`select * from graphile_worker._private_jobs`)).toContain(
    "permission denied",
  );
  expect(await asApp(sql`select job_queue.add(${tenant.id}::uuid, '[]'::jsonb)`)).toContain(
    "permission denied",
  );
  expect(await asApp(sql`select app.enqueue_jobs_for_tenants('[]'::jsonb)`)).toContain(
    "permission denied",
  );
  for (const over of [
    { name: "drop table" },
    { name: undefined },
    { id: undefined },
    { priority: -1 },
    { priority: 99 },
    { key: "k".repeat(201) },
    { payload: { text: "x".repeat(300_000) } },
    { runAt: "2199-01-01T00:00:00Z" },
  ])
    expect([over, await enqueueJobs(over)]).not.toContain("let in");
  const other = await mintTenant();
  expect(await enqueueJobs({ tenant: other.id })).toBe("let in");
  expect([await rig.waiting(tenant.id), await rig.waiting(other.id)]).toEqual([1, 0]);
  await asJobs("delete from graphile_worker._private_jobs where payload->>'tenant' = $1", [
    tenant.id,
  ]);
});

test("a frozen worker keeps its jobs while it lives; killed, they are taken over within seconds", async () => {
  const tenant = await mintTenant();
  const victim = await rig.spawnVictim();
  const began = new Promise((resolve) => victim.stdout?.once("data", resolve));
  await inTenant(tenant.ctx, async () => enqueue(tenant.ctx, slowJob, { label: "frozen" }));
  await began;
  victim.kill("SIGSTOP");
  await start(2);
  await sleep(1_500);
  expect(await effects(tenant.ctx, "frozen")).toBe(0);
  expect(await rig.waiting(tenant.id)).toBe(1);
  victim.kill("SIGKILL");
  await until("it is taken over", async () => (await effects(tenant.ctx, "frozen")) === 1);
  await empty(tenant);
}, 150_000);

test("a tick of the cron, brought twice, gives each tenant its job of that day once", async () => {
  const tenant = await mintTenant();
  const tick = JSON.stringify({
    schedule: "billing.run",
    _cron: { ts: "2032-01-01T12:00:00.000Z" },
  });
  await start(2);
  for (let time = 0; time < 2; time++)
    await asJobs("select graphile_worker.add_job('trama_cron', $1::json)", [tick]);
  const facts = async () => {
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select body::jsonb->'payload'->>'period' as period from events
        where tenant_id = ${tenant.id} and name = 'schedule.ticked'`),
    );
    return rows;
  };
  await until("the tick is a fact", async () => (await facts()).length > 0);
  const ticks =
    "select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'trama_cron'";
  await until("both ticks are done", async () => (await asJobs(ticks)).rows.length === 0);
  expect(await facts()).toEqual([{ period: "2032-01-01" }]);
});
