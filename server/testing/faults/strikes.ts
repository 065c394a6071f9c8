import { setTimeout as sleep } from "node:timers/promises";
import { composition } from "@/server/composition";
import { killOutright } from "@/server/testing/kill-outright";
import type { Random } from "./random";
import type { Victim } from "./spawn-victim";
import { repeatDeliveries } from "./repeat-deliveries";
import { measureRecovery, type World } from "./world";

export type Strike = (world: World, random: Random, victim: Victim) => Promise<void>;

const DAY_MS = 86_400_000;

/** What can go wrong; every strike ends with the line as it was. */
export const strikes: Record<string, Strike> = {
  /** The recipe of quality.md §8: the backend and not the postmaster, so that the whole cluster recovers from its log. */
  crashServer: async (world, random) => {
    const pid = random.pick(await backends(world));
    if (pid !== undefined) killOutright(pid);
    await sleep(50);
  },
  terminateBackends: async (world, random) => {
    const pids = (await backends(world)).filter(() => random.chance(0.5));
    await world.stage.ask("select pg_terminate_backend(pid) from unnest($1::int[]) pid", [pids]);
  },
  loseCommits: async ({ stage }, random) => {
    for (let i = 0; i < 4; i++)
      stage.proxy.setTrap({ text: "commit\0", lose: random.chance(0.6) ? "answer" : "request" });
  },
  resetConnections: async ({ stage }) => stage.proxy.reset(),
  leaveHalfOpen: async ({ stage }) => stage.proxy.halfOpen(),
  cutOff: async ({ stage }) => {
    stage.proxy.refuse();
    await sleep(2_000);
    stage.proxy.heal();
  },
  swallow: async ({ stage }, random) => {
    stage.proxy.blackhole();
    await sleep(random.between(300, 1_200));
    stage.proxy.heal();
  },
  slowDown: async ({ stage }, random) => {
    const latencyMs = random.between(1, 8);
    stage.proxy.slowDown({ latencyMs, bytesPerSecond: 200_000, sliceBytes: 300 });
    await sleep(800);
    stage.proxy.heal();
  },
  fillPool: async () => {
    const { pool } = composition().db.app;
    const wanted = Array.from({ length: pool.options.max }, () => pool.connect());
    const held = await Promise.allSettled(wanted);
    await sleep(600);
    for (const one of held) if (one.status === "fulfilled") one.value.release();
  },
  killWorker: async (_world, random, victim) => {
    await victim.inTheMiddle(3_000);
    await sleep(random.between(0, 60));
    victim.kill();
  },
  repeatDeliveries,
  jumpClock: async (world, random) => {
    const days = random.pick([-40, -1, 1, 32, 366]) ?? 0;
    world.clockOffMs = days * DAY_MS + random.between(0, DAY_MS);
  },
};

/** Every seed meets these; the rest are drawn. */
export const ALWAYS = ["crashServer", "loseCommits", "killWorker", "repeatDeliveries", "jumpClock"];

/** Strikes, then waits until the product serves again and notes how long that took. */
export async function strike(
  world: World,
  name: string,
  random: Random,
  victim: Victim,
): Promise<void> {
  world.story.push(name);
  await strikes[name]?.(world, random, victim);
  await measureRecovery(world);
}

/** Connections of the product, by any of its roles. */
async function backends({ stage }: World): Promise<number[]> {
  const rows = await stage.ask<{ pid: number }>(
    "select pid from pg_stat_activity where backend_type = 'client backend' and usename like 'trama_%' order by pid",
  );
  return rows.map(({ pid }) => pid);
}
