import { sql } from "drizzle-orm";
import { context, propagation, trace } from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { inTenant } from "@/server/tenancy/in-tenant";
import { contractJobs, effectJob, effects } from "@/server/testing/queue-rigs/contract-jobs";
import { asJobs, graphileRig } from "@/server/testing/queue-rigs/graphile-rig";
import { qstashRig } from "@/server/testing/queue-rigs/qstash-rig";
import { until } from "@/server/testing/queue-rigs/rig";
import { newId } from "@/server/kernel/ids";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { enqueue } from "./enqueue";
import { registerJobs } from "./registry";
import { cronOf, schedules } from "./schedules";
import { startWorker, stopWorker } from "./worker";

let unregister: () => void;
const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
beforeAll(() => {
  unregister = registerJobs(contractJobs);
  provider.register();
});
afterAll(async () => {
  unregister();
  await provider.shutdown();
  trace.disable();
  context.disable();
  propagation.disable();
});
afterEach(() => stopWorker(2_000));

test("started twice it works once, stopped it works no more, and it can start again", async () => {
  const tenant = await mintTenant();
  const ask = (label: string) =>
    inTenant(tenant.ctx, async () => enqueue(tenant.ctx, effectJob, { label }));
  await Promise.all([startWorker(), startWorker()]);
  await ask("first");
  await until("it happened", async () => (await effects(tenant.ctx, "first")) === 1);
  await stopWorker(2_000);
  await stopWorker(2_000);
  await ask("second");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await effects(tenant.ctx, "second")).toBe(0);
  await startWorker();
  await until("it happened", async () => (await effects(tenant.ctx, "second")) === 1);
});

test("graphile-worker knows every schedule that is declared", async () => {
  await startWorker();
  const known = async () =>
    (
      await asJobs<{ identifier: string }>(
        "select identifier from graphile_worker._private_known_crontabs",
      )
    ).rows;
  await until("it is known", async () => (await known()).length > 0);
  const names = (await known()).map(({ identifier }) => identifier);
  expect(names).toEqual(expect.arrayContaining(Object.keys(schedules)));
});

test("with QStash the worker keeps the vendor's schedules and publishes what was left", async () => {
  const rig = qstashRig();
  await rig.open();
  await startWorker();
  const put = await rig.queue().remote.listSchedules();
  expect(new Map(put.map(({ id, cron }) => [id, cron]))).toEqual(
    new Map(
      Object.entries(schedules).map(([name, schedule]) => [`trama.${name}`, cronOf(schedule)]),
    ),
  );
  await stopWorker(1_000);
  await rig.close();
});

test.each([graphileRig(), qstashRig()])(
  "one trace spans the request that asked and the job that ran, on $driver",
  async (rig) => {
    await rig.open();
    const tenant = await mintTenant();
    const traceId = await trace.getTracer("test").startActiveSpan("request", async (span) => {
      await inTenant(tenant.ctx, async () => enqueue(tenant.ctx, effectJob, { label: "traced" }));
      span.end();
      return span.spanContext().traceId;
    });
    await rig.startWorking();
    await until("it happened", async () => (await effects(tenant.ctx, "traced")) === 1);
    await rig.stopWorking();
    await rig.close();
    const spans = exporter
      .getFinishedSpans()
      .filter((span) => span.spanContext().traceId === traceId);
    const request = spans.find(({ name }) => name === "request");
    const job = spans.find(({ name }) => name === "job test.effect");
    expect(job?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
  },
);

test("housekeeping removes what no redelivery can ask for, and keeps the rest", async () => {
  const tenant = await mintTenant();
  const { membershipId } = await mintStaff(tenant, "owner");
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into job_runs (tenant_id, name, job_id, finished_at)
      values (${tenant.id}, 'test.effect', 'old', now() - interval '31 days'), (${tenant.id}, 'test.effect', 'new', now())`);
    await tx.execute(sql`insert into schedule_runs (tenant_id, schedule, period, created_at)
      values (${tenant.id}, 's', 'old', now() - interval '31 days'), (${tenant.id}, 's', 'new', now())`);
    await tx.execute(sql`insert into job_dead_letters (tenant_id, name, job_id, payload, error, attempts, status, failed_at, resolved_at)
      values (${tenant.id}, 'a.b', 'old open', '{}', 'x', 1, 'open', now() - interval '90 days', null),
        (${tenant.id}, 'a.b', 'old done', '{}', 'x', 1, 'dismissed', now() - interval '90 days', now() - interval '80 days')`);
    for (const [id, days] of [
      [newId(), 31],
      [newId(), 1],
    ] as const) {
      await tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, user_agent, idle_expires_at, expires_at)
        select ${id}, ${tenant.id}, ${membershipId}, 'staff', ${`session ${days}`}, now() - d, now() - d from make_interval(days => ${days}) d`);
      await tx.execute(sql`insert into sign_in_tickets (tenant_id, session_id, token_hash, expires_at)
        values (${tenant.id}, ${id}, ${`ticket ${days}`}, now() - make_interval(days => ${days}))`);
    }
    await tx.execute(sql`insert into sign_in_attempts (tenant_id, account_hash, ip_hash, updated_at)
      values (${tenant.id}, 'attempt old', 'x', now() - interval '25 hours'), (${tenant.id}, 'attempt new', 'x', now())`);
    await tx.execute(sql`insert into idempotency_keys (tenant_id, actor_id, operation, key, request_hash, status, response, response_status, expires_at)
      values (${tenant.id}, 'x', 'x', 'answer old', 'x', 'done', 'sealed', 200, now() - interval '1 minute'),
        (${tenant.id}, 'x', 'x', 'answer new', 'x', 'done', 'sealed', 200, now() + interval '1 minute')`);
  });
  const { cleanJobRows } = await import("./clean-job-rows");
  const tick = { schedule: "jobs.clean", period: "2026-11-21", at: new Date().toISOString() };
  await cleanJobRows.handle(tenant.ctx, tick, {
    name: "jobs.clean",
    jobId: "x",
    attempt: 1,
    signal: new AbortController().signal,
    deadline: new Date(Date.now() + 60_000),
    timeoutMs: 60_000,
  });
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{
      left: string;
    }>(sql`select job_id as left from job_runs where tenant_id = ${tenant.id}
      union all select period from schedule_runs where tenant_id = ${tenant.id}
      union all select job_id from job_dead_letters where tenant_id = ${tenant.id}
      union all select user_agent from sessions where tenant_id = ${tenant.id}
      union all select token_hash from sign_in_tickets where tenant_id = ${tenant.id}
      union all select account_hash from sign_in_attempts where tenant_id = ${tenant.id}
      union all select key from idempotency_keys where tenant_id = ${tenant.id}`),
  );
  expect(rows.map(({ left }) => left)).toEqual([
    "new",
    "new",
    "old open",
    "session 1",
    "attempt new",
    "answer new",
  ]);
});
