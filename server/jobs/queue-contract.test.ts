import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { listDeadLetters } from "@/server/modules/jobs/list-dead-letters";
import { dismissDeadLetter } from "@/server/modules/jobs/dismiss-dead-letter";
import { replayDeadLetter } from "@/server/modules/jobs/replay-dead-letter";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  contractJobs,
  effectJob,
  effects,
  slowJob,
} from "@/server/testing/queue-rigs/contract-jobs";
import { graphileRig } from "@/server/testing/queue-rigs/graphile-rig";
import { qstashRig } from "@/server/testing/queue-rigs/qstash-rig";
import { until } from "@/server/testing/queue-rigs/rig";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { enqueue, enqueueAgain } from "./enqueue";
import { registerJobs } from "./registry";

describe.each([graphileRig(), qstashRig()])("a queue on $driver", (rig) => {
  let tenant: TestTenant;
  let other: TestTenant;
  let unregister: () => void;
  beforeAll(async () => {
    unregister = registerJobs(contractJobs);
    await rig.open();
    other = await mintTenant();
  });
  afterAll(async () => {
    await rig.close();
    unregister();
  });
  beforeEach(async () => {
    tenant = await mintTenant();
  });
  afterEach(() => rig.stopWorking());

  const ask = (
    of: TestTenant,
    label: string,
    options: Parameters<typeof enqueue>[3] = {},
    over = {},
  ) => inTenant(of.ctx, async () => enqueue(of.ctx, effectJob, { label, ...over }, options));
  const done = (of: TestTenant, label: string, times = 1) =>
    until(`${label} happened`, async () => (await effects(of.ctx, label)) === times);
  const empty = (of: TestTenant) =>
    until("nothing waits", async () => (await rig.waiting(of.id)) === 0);

  test("a job exists if and only if its transaction commits", async () => {
    await rig.startWorking();
    const rolledBack = inTenant(tenant.ctx, async () => {
      enqueue(tenant.ctx, effectJob, { label: "never" });
      throw new Error("stop");
    });
    await expect(rolledBack).rejects.toThrow("stop");
    await ask(tenant, "committed");
    await done(tenant, "committed");
    await empty(tenant);
    expect(await effects(tenant.ctx, "never")).toBe(0);
  });

  test("the tenant and the request travel by themselves", async () => {
    await rig.startWorking();
    await ask(tenant, "mine");
    await done(tenant, "mine");
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select body::jsonb->>'request' as request, body::jsonb->'actor'->>'job' as job
        from events where tenant_id = ${tenant.id} and entity_id = 'mine'`),
    );
    expect(rows).toEqual([{ request: tenant.ctx.requestId, job: "test.effect" }]);
    expect(await effects(other.ctx, "mine")).toBe(0);
  });

  test("a payload that does not fit is refused before it is a job", async () => {
    const bad = { label: 7 } as unknown as { label: string };
    await expect(
      inTenant(tenant.ctx, async () => enqueue(tenant.ctx, effectJob, bad)),
    ).rejects.toThrow("expected string");
    expect(await rig.waiting(tenant.id)).toBe(0);
  });

  test("jobs under one key that have not started are one, with the last payload; a started one does not hold up the next", async () => {
    await ask(tenant, "first", { key: "k" });
    await ask(tenant, "second", { key: "k" });
    await inTenant(tenant.ctx, async () => {
      enqueue(tenant.ctx, effectJob, { label: "third" }, { key: "k" });
      enqueue(tenant.ctx, effectJob, { label: "fourth" }, { key: "k" });
    });
    expect(await rig.waiting(tenant.id)).toBe(1);
    await rig.startWorking();
    await done(tenant, "fourth");
    await empty(tenant);
    await ask(tenant, "fifth", { key: "k" });
    await done(tenant, "fifth");
    for (const label of ["first", "second", "third"])
      expect(await effects(tenant.ctx, label)).toBe(0);
  });

  test("another tenant's key does not collide", async () => {
    await ask(tenant, "a", { key: "same" });
    await ask(other, "b", { key: "same" });
    await rig.startWorking();
    await done(tenant, "a");
    await done(other, "b");
    expect([await effects(tenant.ctx, "b"), await effects(other.ctx, "a")]).toEqual([0, 0]);
  });

  test("many jobs of one transaction are written together and each runs once", async () => {
    const labels = Array.from({ length: 40 }, (_, n) => `many-${n}`);
    await inTenant(tenant.ctx, async () => {
      for (const label of labels) enqueue(tenant.ctx, effectJob, { label });
    });
    await rig.startWorking();
    await empty(tenant);
    for (const label of labels) expect(await effects(tenant.ctx, label)).toBe(1);
  });

  test("a job waits for its instant", async () => {
    await rig.startWorking();
    const runAt = new Date(Date.now() + 2_000);
    await ask(tenant, "later", { runAt });
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await effects(tenant.ctx, "later")).toBe(0);
    await done(tenant, "later");
  });

  test("a failing job comes back and then succeeds; its effect happens once", async () => {
    await rig.startWorking();
    await ask(tenant, "stubborn", {}, { failures: 2 });
    await done(tenant, "stubborn");
    await empty(tenant);
    expect(await lettersOf(tenant)).toMatchObject({ items: [] });
  });

  test("a job delivered twice takes effect once", async () => {
    const id = newId();
    const twice = { id, name: "test.effect", payload: { label: "twice" } };
    await rig.startWorking();
    for (let delivery = 0; delivery < 2; delivery++) {
      await inTenant(tenant.ctx, async () => enqueueAgain(tenant.ctx, twice));
      await done(tenant, "twice");
      await empty(tenant);
    }
    expect(await effects(tenant.ctx, "twice")).toBe(1);
  });

  test("a job that fails on every try ends on the dead-letter list, as a fact, and can be replayed", async () => {
    await rig.startWorking();
    await ask(tenant, "doomed", {}, { failures: 3 });
    await until("it is buried", async () => (await lettersOf(tenant)).items.length === 1);
    await empty(tenant);
    const { items } = await lettersOf(tenant);
    expect(items[0]).toMatchObject({ name: "test.effect", attempts: 3, status: "open" });
    expect(await factsNamed(tenant, "job.failed")).toBe(1);
    const { ctx } = await mintStaff(tenant, "admin");
    await replayDeadLetter(ctx, { id: items[0]?.id ?? "" });
    await until("it is buried again", async () => (await factsNamed(tenant, "job.failed")) === 2);
    await dismissDeadLetter(ctx, { id: items[0]?.id ?? "" });
    expect((await lettersOf(tenant, "dismissed")).items).toHaveLength(1);
  });

  test("an error that no retry can help goes to the dead-letter list at once", async () => {
    await rig.startWorking();
    await ask(tenant, "invalid", {}, { permanent: true });
    await until("it is buried", async () => (await lettersOf(tenant)).items.length === 1);
    expect((await lettersOf(tenant)).items[0]).toMatchObject({ attempts: 1 });
    await empty(tenant);
  });

  test("a worker killed in the middle loses nothing and doubles nothing", async () => {
    const labels = Array.from({ length: 6 }, (_, n) => `crash-${n}`);
    const victim = await rig.spawnVictim();
    const began = new Promise((resolve) => victim.stdout?.once("data", resolve));
    await inTenant(tenant.ctx, async () => {
      for (const label of labels) enqueue(tenant.ctx, slowJob, { label });
    });
    await began;
    victim.kill("SIGKILL");
    await new Promise((resolve) => victim.once("exit", resolve));
    expect(await effects(tenant.ctx, "crash-0")).toBe(0);
    await rig.startWorking();
    await until("all are done", async () => (await rig.waiting(tenant.id)) === 0);
    for (const label of labels) expect(await effects(tenant.ctx, label)).toBe(1);
  }, 150_000);
});

const lettersOf = (tenant: TestTenant, status: "open" | "dismissed" = "open") =>
  listDeadLetters(tenant.ctx, { status, limit: 50 });

async function factsNamed(tenant: TestTenant, name: string): Promise<number> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ n: number }>(
      sql`select count(*)::int as n from events where tenant_id = ${tenant.id} and name = ${name}`,
    ),
  );
  return rows[0]?.n ?? 0;
}
