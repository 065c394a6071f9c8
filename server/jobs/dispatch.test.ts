import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { record } from "@/server/events/record";
import { Invalid, Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { effects } from "@/server/testing/queue-rigs/contract-jobs";
import { asJobs } from "@/server/testing/queue-rigs/graphile-rig";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { defineJob, type JobDefinition, type JobDelivery } from "./define-job";
import { dispatch } from "./dispatch";
import { enqueue } from "./enqueue";
import { once } from "./once";
import { PermanentJobError } from "./permanent-job-error";
import { registerJobs } from "./registry";
import { isNearDeadline, requeueRest } from "./requeue-rest";
import { withinMs } from "@/server/testing/within-ms";

let unregister = (): void => undefined;
afterEach(() => unregister());

const schema = z.object({ n: z.number() });
type Handle = (ctx: Ctx, payload: { n: number }, delivery: JobDelivery) => Promise<void>;
const draining = new AbortController().signal;

/** Registers a job with the handler and runs one delivery of it. */
async function run(
  tenant: TestTenant,
  handle: Handle,
  over: Partial<JobDefinition<typeof schema>> & {
    attempt?: number;
    payload?: unknown;
    id?: string;
    diedBefore?: boolean;
    draining?: AbortSignal;
  } = {},
) {
  const { attempt = 1, payload = { n: 1 }, id = newId(), diedBefore = false, ...definition } = over;
  unregister = registerJobs([defineJob({ name: "test.dispatch", schema, handle, ...definition })]);
  return dispatch(
    { job: "test.dispatch", tenant: tenant.id, id, request: "r1", payload },
    { attempt, diedBefore, draining: over.draining ?? draining },
  );
}

const letters = async (tenant: TestTenant) => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select error, attempts from job_dead_letters where tenant_id = ${tenant.id}`),
  );
  return rows;
};
const fact = (ctx: Ctx, label: string) =>
  record(ctx, "schedule.ticked", {
    entity: { type: "schedule", id: label },
    payload: { schedule: label, period: "x" },
  });

test("a failing try comes back later, with the wait that the error names", async () => {
  const tenant = await mintTenant();
  const slow = await run(tenant, async () => {
    throw new Unavailable("unavailable", {}, { retryAfterSeconds: 120 });
  });
  expect(slow).toMatchObject({ kind: "retry", counted: true, delayMs: 120_000 });
  const plain = await run(tenant, async () => Promise.reject(new Error("x")));
  expect(plain).toMatchObject({ kind: "retry", counted: true });
  expect(await letters(tenant)).toEqual([]);
});

test("permanent errors and payloads that do not fit are buried on the first try", async () => {
  for (const error of [new PermanentJobError("no"), new Invalid("invalid_input")]) {
    const tenant = await mintTenant();
    expect(await run(tenant, async () => Promise.reject(error))).toEqual({ kind: "buried" });
    expect(await letters(tenant)).toMatchObject([{ attempts: 1 }]);
  }
  const tenant = await mintTenant();
  const misfit = await run(tenant, async () => undefined, { payload: { n: "one" } });
  expect(misfit).toEqual({ kind: "buried" });
  expect(await letters(tenant)).toMatchObject([{ error: expect.stringContaining("does not fit") }]);
});

test("the last try is buried; a try after it runs only if the process did not die of it", async () => {
  const tenant = await mintTenant();
  const failing: Handle = async () => Promise.reject(new Error("x"));
  expect(await run(tenant, failing, { maxAttempts: 3, attempt: 2 })).toMatchObject({
    kind: "retry",
  });
  expect(await run(tenant, failing, { maxAttempts: 3, attempt: 3 })).toEqual({ kind: "buried" });
  let ran = 0;
  const counting: Handle = async () => void ran++;
  expect(await run(tenant, counting, { maxAttempts: 3, attempt: 4 })).toEqual({ kind: "done" });
  const killer = { maxAttempts: 3, attempt: 4, diedBefore: true };
  expect(await run(tenant, counting, killer)).toEqual({ kind: "buried" });
  expect(ran).toBe(1);
});

test("a job that this version does not know comes back: a newer one may know it", async () => {
  const tenant = await mintTenant();
  const outcome = await dispatch(
    { job: "test.unknown", tenant: tenant.id, id: newId(), request: "r", payload: {} },
    { attempt: 1, diedBefore: false, draining },
  );
  expect(outcome).toMatchObject({ kind: "retry" });
});

test("a job that ignores its signal does not hold the worker beyond its time", async () => {
  const tenant = await mintTenant();
  const startMs = Date.now();
  const outcome = await run(tenant, () => sleep(30_000), { timeoutMs: 100 });
  expect(outcome).toMatchObject({ kind: "retry", error: expect.stringContaining("over 100 ms") });
  expect(Date.now() - startMs).toBeLessThan(withinMs(5_000));
});

test("while the process drains a job is given back and the try does not count", async () => {
  const tenant = await mintTenant();
  const drain = new AbortController();
  setTimeout(() => drain.abort(new Error("the process drains")), 50);
  const outcome = await run(tenant, () => sleep(30_000), { draining: drain.signal, attempt: 12 });
  expect(outcome).toEqual({ kind: "retry", counted: false, delayMs: 0, error: expect.any(String) });
  expect(await letters(tenant)).toEqual([]);
});

test("work that outlives its lease is thrown away, also when it would commit late", async () => {
  const tenant = await mintTenant();
  const late: Handle = async (ctx, _, delivery) => {
    await once(ctx, delivery, async () => {
      fact(ctx, "late");
      await sleep(300);
    });
  };
  expect(await run(tenant, late, { timeoutMs: 100 })).toMatchObject({ kind: "retry" });
  await sleep(400);
  expect(await effects(tenant.ctx, "late")).toBe(0);
});

test("the database itself ends the transaction of a process that froze", async () => {
  const tenant = await mintTenant();
  const frozen: Handle = async (ctx, _, delivery) => {
    // The signal of a frozen process never fires: only the database is left to end the lease.
    const deaf = { ...delivery, signal: new AbortController().signal };
    await once(ctx, deaf, async () => {
      fact(ctx, "frozen");
      await sleep(600);
    });
  };
  expect(await run(tenant, frozen, { timeoutMs: 200 })).toMatchObject({ kind: "retry" });
  await sleep(700);
  expect(await effects(tenant.ctx, "frozen")).toBe(0);
});

test("of two deliveries at the same moment one takes effect; the other waits and does nothing", async () => {
  const tenant = await mintTenant();
  const results: boolean[] = [];
  const handle: Handle = async (ctx, _, delivery) => {
    results.push(
      await once(ctx, delivery, async () => {
        fact(ctx, "rivals");
        await sleep(100);
      }),
    );
  };
  const id = newId();
  await Promise.all([run(tenant, handle, { id }), run(tenant, handle, { id })]);
  expect(results.toSorted()).toEqual([false, true]);
  expect(await effects(tenant.ctx, "rivals")).toBe(1);
});

test("a long job hands the rest on inside its last commit: every item is done once", async () => {
  const tenant = await mintTenant();
  const chunked: JobDefinition<typeof schema> = defineJob({
    name: "test.chunked",
    schema,
    timeoutMs: 1_000,
    handle: async (ctx, { n }, delivery) => {
      for (let item = n; item < 8; item++) {
        const isLast = item === 7;
        let handedOn = false;
        const work = async (): Promise<void> => {
          fact(ctx, `item-${item}`);
          await sleep(120);
          handedOn = !isLast && isNearDeadline(delivery);
          if (handedOn) requeueRest(ctx, chunked, { n: item + 1 });
        };
        await once(ctx, delivery, work, String(item));
        if (handedOn) return;
      }
    },
  });
  unregister = registerJobs([chunked]);
  const next: { payload: unknown; id: string }[] = [{ payload: { n: 0 }, id: newId() }];
  let deliveries = 0;
  for (let job = next.shift(); job; job = next.shift()) {
    deliveries++;
    const envelope = { job: "test.chunked", tenant: tenant.id, request: "r", ...job };
    expect(await dispatch(envelope, { attempt: 1, diedBefore: false, draining })).toEqual({
      kind: "done",
    });
    const { rows } = await asJobs<{ payload: { id: string; payload: unknown } }>(
      "delete from graphile_worker._private_jobs where payload->>'tenant' = $1 and payload->>'job' = 'test.chunked' returning payload",
      [tenant.id],
    );
    next.push(...rows.map(({ payload }) => ({ id: payload.id, payload: payload.payload })));
  }
  expect(deliveries).toBeGreaterThan(1);
  for (let item = 0; item < 8; item++) expect(await effects(tenant.ctx, `item-${item}`)).toBe(1);
});

test("a job cannot be asked for outside a transaction, nor for another tenant", async () => {
  const [a, b] = [await mintTenant(), await mintTenant()];
  const job = defineJob({ name: "test.dispatch", schema, handle: async () => undefined });
  expect(() => enqueue(a.ctx, job, { n: 1 })).toThrow("no open transaction");
  await expect(inTenant(a.ctx, async () => enqueue(b.ctx, job, { n: 1 }))).rejects.toThrow(
    "another tenant",
  );
});
