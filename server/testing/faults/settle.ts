import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "./world";

const PATIENCE_MS = 60_000;

/**
 * Lets the queue run dry. Waits between tries are cut short, since a test cannot sit out a back-off; nothing else is
 * helped along: a job that a worker holds and has forgotten stays. Returns what was left.
 */
export async function settle(world: World): Promise<string[]> {
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    await world.stage.ask(
      "update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()",
    );
    const left = await leftJobs(world);
    if (left.length === 0) return [];
    if (Date.now() > endMs) return left;
    await sleep(150);
  }
}

async function leftJobs({ stage }: World): Promise<string[]> {
  const rows = await stage.ask<{ what: string }>(
    `select format('%s is left in the queue: attempts %s, locked for %s, error %s', payload->>'job', attempts,
       now() - locked_at, last_error) as what from graphile_worker._private_jobs limit 10`,
  );
  return rows.map(({ what }) => what);
}
