import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { expect, test } from "vitest";
import { composition } from "@/server/composition";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { expectWhole } from "@/server/testing/billing-run/books";
import { randomFrom, type Random } from "@/server/testing/faults/random";
import { faultSeeds } from "@/server/testing/faults/seeds";
import { approveRun } from "./approve-run";
import { getRun } from "./get-run";
import { planChunk } from "./plan-chunk";
import { postChunk } from "./post-chunk";
import { startRun } from "./start-run";
import { addCustomer, addService, openScene, type Scene } from "@/server/testing/billing-run/scene";
import { withinMs } from "@/server/testing/within-ms";

const CUSTOMERS = 60;

/** The backend of every open transaction dies, as when its process is killed; a pool's next query gets another. */
const killBackends = () =>
  composition().db.app.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where usename = current_user and datname = current_database() and pid <> pg_backend_pid()`);

async function onOwner(work: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  owner.on("error", () => undefined);
  await owner.connect();
  await work(owner).finally(() => owner.end());
}

/** A worker: chunk after chunk until nothing is left, again after each failure; its clock may jump. */
async function work(
  scene: Scene,
  random: Random,
  chunk: (ctx: Ctx) => Promise<boolean>,
  recovered: number[],
): Promise<number> {
  let failures = 0;
  let failedAt = 0;
  for (;;)
    try {
      const jump = random.chance(0.2) ? random.between(-48, 48) : 0;
      const now = Date.parse("2027-03-01T17:00:00Z") + jump * 3_600_000;
      const more = await chunk(scene.at(new Date(now).toISOString()));
      if (failedAt) recovered.push(performance.now() - failedAt);
      failedAt = 0;
      if (!more) return failures;
    } catch (error) {
      if (++failures > 500) throw error;
      failedAt ||= performance.now();
      await sleep(5);
    }
}

async function strike(random: Random, over: { done: boolean }): Promise<string[]> {
  const story: string[] = [];
  while (!over.done) {
    await sleep(random.between(5, 120));
    if (over.done) break;
    const what = random.pick(["kill", "kill", "kill", "vacuum"]) ?? "kill";
    story.push(what);
    if (what === "kill") await killBackends().catch(() => undefined);
    else
      await onOwner((owner) =>
        owner.query(
          "vacuum analyze invoices, invoice_lines, ledger_legs, billing_run_lines, billed_periods",
        ),
      );
    if (story.length > 25) break;
  }
  return story;
}

async function runUnderFire(scene: Scene, random: Random) {
  const recovered: number[] = [];
  const noon = scene.at("2027-03-01T17:00:00Z");
  const { id } = await startRun(noon, {});
  const size = random.between(3, 17);
  const fire = async (chunk: (ctx: Ctx) => Promise<boolean>) => {
    const over = { done: false };
    const strikes = strike(random, over);
    // Two workers at once, always.
    const failures = await Promise.all([1, 2].map(() => work(scene, random, chunk, recovered)));
    over.done = true;
    return `${(await strikes).join(" ")} (${failures.join("+")} failures)`;
  };
  const story = [await fire((ctx) => planChunk(ctx, id, size))];
  await approveRun(noon, { runId: id });
  await onOwner(async (held) => {
    // An old transaction that nobody ends: it must hold nothing up.
    await held.query("begin isolation level repeatable read; select count(*) from pg_class");
    story.push(await fire((ctx) => postChunk(ctx, id, { size })));
    await held.query("rollback");
  });
  return { id, story, worst: Math.max(0, ...recovered) };
}

test.each(faultSeeds())(
  "whatever strikes a run, it ends in the same documents: none twice, no gap, books at zero (FAULT_SEED=%i)",
  async (seed) => {
    const random = randomFrom(seed);
    const scene = await openScene();
    for (let i = 0; i < CUSTOMERS; i++)
      await addService(scene, {
        ...{ customerId: await addCustomer(scene), startedOn: "2027-03-01" },
        plain: i % 3 !== 0,
      });
    const { id, story, worst } = await runUnderFire(scene, random);
    const said = `FAULT_SEED=${seed}: ${story.join(" | ")}, worst recovery ${worst.toFixed(0)} ms`;
    if (process.env.FAULT_STORY) process.stdout.write(`${said}\n`);
    const ctx = scene.at("2027-03-01T17:00:00Z");
    expect(await getRun(ctx, { runId: id }), said).toMatchObject({
      status: "posted",
      invoices: CUSTOMERS,
      exceptions: 0,
    });
    await expectWhole(scene, CUSTOMERS, said);
    expect(worst, said).toBeLessThan(withinMs(2_000));
  },
  150_000,
);

test("two people who begin a run at the same moment have one run between them, and whoever posts, plans and begins again beside it, it bills once", async () => {
  const scene = await openScene();
  const customers = 24;
  for (let i = 0; i < customers; i++)
    await addService(scene, {
      ...{ customerId: await addCustomer(scene), startedOn: "2027-03-01" },
      plain: i % 2 === 0,
    });
  const ctx = scene.at("2027-03-01T17:00:00Z");
  const begun = await Promise.allSettled([startRun(ctx, {}), startRun(ctx, {}), startRun(ctx, {})]);
  expect(begun.some(({ status }) => status === "fulfilled")).toBe(true);
  const { rows } = await inTenant(scene.tenant.ctx, (tx) =>
    tx.execute<{ id: string; status: string }>(sql`select id, status from billing_runs`),
  );
  const open = rows.filter(({ status }) => status === "planning");
  expect(open).toHaveLength(1);
  const all = rows.map(({ id }) => id);
  const each = (chunk: (id: string) => Promise<boolean>) =>
    Promise.all(
      [...all, ...all].map(async (id) => {
        while (await chunk(id)) continue;
      }),
    );
  await each((id) => planChunk(ctx, id, 5));
  await approveRun(ctx, { runId: open[0]?.id ?? "" });
  const again = startRun(ctx, {}).catch((error: unknown) => error);
  await each((id) => postChunk(ctx, id, { size: 5 }));
  // In time it was refused, too late it found nothing left.
  const late = await again;
  if (!(late instanceof Error)) await playRunOf(ctx, (late as { id: string }).id);
  else expect(late).toMatchObject({ key: "run_under_way" });
  await expectWhole(scene, customers, "two at once");
});

async function playRunOf(ctx: Ctx, runId: string): Promise<void> {
  while (await planChunk(ctx, runId)) continue;
  expect(await getRun(ctx, { runId })).toMatchObject({ status: "planned", invoices: 0 });
}
