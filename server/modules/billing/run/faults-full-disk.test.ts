import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/server/tenancy/context";
import { expectWhole } from "@/server/testing/billing-run/books";
import { addCustomer, addService, openScene } from "@/server/testing/billing-run/scene";
import { openSmallDisk, type SmallDisk } from "@/server/testing/billing-run/small-disk";
import { randomFrom, type Random } from "@/server/testing/faults/random";
import { faultSeeds } from "@/server/testing/faults/seeds";
import { approveRun } from "./approve-run";
import { getRun } from "./get-run";
import { planChunk } from "./plan-chunk";
import { postChunk } from "./post-chunk";
import { startRun } from "./start-run";

const CUSTOMERS = 160;
const CHUNK = 10;
/** From the moment there is room again and the server answers: quality.md §10, row 17. */
const RESUME_MS = process.env.SOAK ? 5_000 : 30_000;
/** What seeds leave behind fills the disk by itself: after so many there is another one. */
const SEEDS_A_DISK = 10;

let disk: SmallDisk | { refused: string };
let played = 0;
beforeAll(async () => {
  disk = await openSmallDisk();
}, 180_000);
beforeEach(async () => {
  if (played++ < SEEDS_A_DISK || !("close" in disk)) return;
  played = 1;
  await disk.close();
  disk = await openSmallDisk();
}, 180_000);
afterAll(async () => {
  if ("close" in disk) await disk.close();
}, 150_000);

type Fire = { over: boolean; failures: string[]; freedAtMs: number; stoodStillMs: number[] };

/** Chunk after chunk until nothing is left, again after each failure. */
async function work(fire: Fire, chunk: () => Promise<boolean>): Promise<void> {
  for (;;)
    try {
      const more = await chunk();
      if (fire.freedAtMs) fire.stoodStillMs.push(performance.now() - fire.freedAtMs);
      fire.freedAtMs = 0;
      if (!more) return;
    } catch (error) {
      fire.failures.push(reasonOf(error));
      if (fire.failures.length > 2_000) throw error;
      await sleep(20);
    }
}

/** The database's own word for it lies behind the query's failure. */
const reasonOf = (error: unknown): string => {
  const { cause, code } = error as { cause?: unknown; code?: string };
  return cause ? reasonOf(cause) : (code ?? String(error));
};

const strikes = {
  fill: async (on: SmallDisk, fire: Fire) => {
    const { length } = fire.failures;
    on.fill();
    for (let i = 0; i < 100 && fire.failures.length === length && !fire.over; i++) await sleep(10);
  },
  exhaustLog: async (on: SmallDisk) => {
    on.fill();
    await on.exhaustLog();
  },
  crash: (on: SmallDisk) => on.crash(),
};

async function strike(on: SmallDisk, random: Random, fire: Fire): Promise<string[]> {
  const story: string[] = [];
  while (!fire.over && story.length < 5) {
    await sleep(random.between(5, 120));
    if (fire.over) break;
    const drawn = random.pick(["fill", "fill", "fill", "exhaustLog", "crash"] as const);
    const what = story.length === 0 || !drawn ? "fill" : drawn;
    story.push(what);
    await strikes[what](on, fire);
    await on.free();
    fire.freedAtMs = performance.now();
  }
  return story;
}

async function underFire(on: SmallDisk, random: Random, chunk: () => Promise<boolean>) {
  const fire: Fire = { over: false, failures: [], freedAtMs: 0, stoodStillMs: [] };
  const story = strike(on, random, fire);
  await Promise.all([work(fire, chunk), work(fire, chunk)]);
  fire.over = true;
  return { story: await story, ...fire };
}

/** SQLSTATE disk_full. */
const FULL = "53100";

test.for(faultSeeds())(
  "a disk that runs full in the middle of a run, and a server that crashes, cost time and nothing else (FAULT_SEED=%i)",
  { timeout: 120_000 },
  async (seed, { skip }) => {
    if ("refused" in disk) return skip(disk.refused);
    const random = randomFrom(seed);
    const scene = await openScene();
    for (let i = 0; i < CUSTOMERS; i++)
      await addService(scene, {
        ...{ customerId: await addCustomer(scene), startedOn: "2027-03-01" },
        plain: i % 3 !== 0,
      });
    const noon: Ctx = scene.at("2027-03-01T17:00:00Z");
    const { id } = await startRun(noon, {});
    const planned = await underFire(disk, random, () => planChunk(noon, id, CHUNK));
    await approveRun(noon, { runId: id });
    const posted = await underFire(disk, random, () => postChunk(noon, id, { size: CHUNK }));
    const still = Math.max(0, ...planned.stoodStillMs, ...posted.stoodStillMs);
    const full = [...planned.failures, ...posted.failures].filter((code) => code === FULL).length;
    const said = `FAULT_SEED=${seed}: ${planned.story.join(" ")} | ${posted.story.join(" ")}, refused for want of room ${full} times, of ${planned.failures.length + posted.failures.length} failures; stood still ${still.toFixed(0)} ms`;
    if (process.env.FAULT_STORY) process.stdout.write(`${said}\n`);
    expect(await getRun(noon, { runId: id }), said).toMatchObject({
      ...{ status: "posted", invoices: CUSTOMERS, exceptions: 0 },
    });
    await expectWhole(scene, CUSTOMERS, said);
    // A seed in which the disk was never in the way would prove nothing.
    expect(full, said).toBeGreaterThan(0);
    expect(still, said).toBeLessThan(RESUME_MS);
  },
);
