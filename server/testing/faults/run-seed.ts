import { setTimeout as sleep } from "node:timers/promises";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { act, newMark } from "./actions";
import { type Random, randomFrom } from "./random";
import { settle } from "./settle";
import { spawnVictim, type Victim } from "./spawn-victim";
import type { Stage } from "./stage";
import { ALWAYS, strike, strikes } from "./strikes";
import { untruths } from "./truths";
import { makeWorld, type World } from "./world";

/** Calls of verbs, and the time over which they are spread. */
const CALLS = 140;
const SPREAD_MS = 4_500;
/** Strikes beyond those that every seed meets. */
const DRAWN = 2;

export type SeedReport = {
  /** Sentences that are not true although they must be; empty is good. */
  problems: string[];
  /** The strikes in their order. */
  story: string[];
  /** How many calls ended how. */
  outcomes: Record<string, number>;
  worstRecoveryMs: number;
};

/**
 * Plays one seed: who calls what and when, which faults strike in which order and how, follow from it alone.
 * (Threads of the database and the network keep their own order: a seed repeats the pressure, not each interleaving.)
 */
export async function runSeed(stage: Stage, seed: number): Promise<SeedReport> {
  const random = randomFrom(seed);
  const rejections: string[] = [];
  const listen = (reason: unknown) =>
    void rejections.push(`unhandled rejection: ${String(reason)}`);
  process.on("unhandledRejection", listen);
  const victim = spawnVictim(stage);
  const worker = await runGraphileWorker({
    schedules: false,
    concurrency: 4,
    householdMs: 200,
    graceMs: 500,
    stallMs: 5_000,
  });
  try {
    const world = await makeWorld(stage, seed);
    await victim.ready;
    await Promise.all([...calls(world, random.fork()), storm(world, random.fork(), victim)]);
    stage.proxy.heal();
    const left = await settle(world);
    const problems = [...left, ...(await untruths(world)), ...rejections];
    return report(world, problems);
  } finally {
    stage.proxy.heal();
    victim.kill();
    await worker.stop(3_000);
    process.off("unhandledRejection", listen);
  }
}

/** The same calls and no strike; gives the world as it stands when the queue has run dry. */
export async function playQuietly(stage: Stage, seed: number): Promise<World> {
  const worker = await runGraphileWorker({ schedules: false, concurrency: 4 });
  try {
    const world = await makeWorld(stage, seed);
    await Promise.all(calls(world, randomFrom(seed), 1_500));
    const left = await settle(world);
    if (left.length > 0) throw new Error(left.join("; "));
    return world;
  } finally {
    await worker.stop(3_000);
  }
}

function calls(world: World, random: Random, spreadMs = SPREAD_MS): Promise<void>[] {
  return Array.from({ length: CALLS }, async (_, i) => {
    const own = random.fork();
    await sleep(own.between(0, spreadMs));
    await act(world, own, newMark(world.seed, i));
  });
}

/** Strikes one after the other, each at its time or when the one before is over. */
async function storm(world: World, random: Random, victim: Victim): Promise<void> {
  const rest = shuffled(
    random,
    Object.keys(strikes).filter((name) => !ALWAYS.includes(name)),
  );
  const order = shuffled(random, [...ALWAYS, ...rest.slice(0, DRAWN)]);
  const startedMs = performance.now();
  for (const [i, name] of order.entries()) {
    const atMs = ((i + 0.5) / order.length) * SPREAD_MS;
    await sleep(Math.max(0, atMs - (performance.now() - startedMs)));
    await strike(world, name, random.fork(), victim);
  }
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

function report({ ledger, story, recoveriesMs }: World, problems: string[]): SeedReport {
  const groups = Map.groupBy(ledger.entries, ({ outcome }) => outcome);
  const outcomes = Object.fromEntries([...groups].map(([name, of]) => [name, of.length]));
  return { problems, story, outcomes, worstRecoveryMs: Math.round(Math.max(...recoveriesMs)) };
}
