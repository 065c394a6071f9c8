import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Resource } from "@/server/modules/tenants/rules/resources";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant } from "../tenant";
import type { Ledger } from "./ledger";
import type { Random } from "./random";
import type { Stage } from "./stage";

/** Close to what the seeds ask for, so that many calls stand at the limit. */
export const LIMITS: Partial<Record<Resource, number>> = {
  apiKeys: 6,
  webhookEndpoints: 3,
  storageBytes: 4_000,
};

/** A tenant of a seed, and what its callers know to be theirs. */
export type SeedTenant = {
  readonly id: string;
  readonly owner: Ctx;
  readonly keys: string[];
  readonly endpoints: string[];
  readonly files: string[];
};

/** All that one seed plays with. */
export type World = {
  readonly seed: number;
  readonly stage: Stage;
  readonly tenants: readonly SeedTenant[];
  readonly ledger: Ledger;
  /** What was done to it, for who reads a failure. */
  readonly story: string[];
  /** How long after each fault the first call succeeded again, in milliseconds. */
  readonly recoveriesMs: number[];
  /** How far the callers' clocks are off. */
  clockOffMs: number;
};

export async function makeWorld(stage: Stage, seed: number): Promise<World> {
  stage.receiver.requests.length = 0;
  const tenants = await Promise.all([1, 2, 3].map(() => mintThroughFaults()));
  const ledger = { entries: [], surprises: [] };
  return { seed, stage, tenants, ledger, story: [], recoveriesMs: [], clockOffMs: 0 };
}

/** What the seed before did to an idle connection shows when it is used next: another one is begun then. */
async function mintThroughFaults(tries = 5): Promise<SeedTenant> {
  try {
    return await mintSeedTenant();
  } catch (error) {
    if (tries <= 1) throw error;
    return mintThroughFaults(tries - 1);
  }
}

async function mintSeedTenant(): Promise<SeedTenant> {
  const tenant = await mintTenant();
  const { ctx: owner } = await mintStaff(tenant, "owner");
  await inTenant(tenant.ctx, async (tx) => {
    for (const [resource, maximum] of Object.entries(LIMITS))
      await tx.execute(
        sql`insert into tenant_limits (tenant_id, resource, maximum) values (${tenant.id}, ${resource}, ${maximum})`,
      );
    await countUsage(tenant.ctx, tx, "staff", 1);
  });
  return { id: tenant.id, owner, keys: [], endpoints: [], files: [] };
}

/** The owner at this moment, by a clock that may have jumped. */
export const callerOf = (world: World, { owner }: SeedTenant): Ctx => ({
  ...owner,
  requestId: newId(),
  now: new Date(Date.now() + world.clockOffMs),
});

/** A caller holds on to some; two callers may hold the same. */
export const hold = (random: Random, ids: string[]): string | undefined =>
  random.chance(0.7) ? ids.splice(random.between(0, ids.length - 1), 1)[0] : random.pick(ids);

/** How long until a verb's transaction succeeds again; the database itself must be reachable by then. */
export async function measureRecovery(world: World): Promise<void> {
  await world.stage.ask("select 1");
  const startedMs = performance.now();
  const [tenant] = world.tenants;
  while (performance.now() - startedMs < 20_000) {
    const good = await composition()
      .db.app.transaction(tenant?.id ?? "", (tx) => tx.execute(sql`select 1`))
      .then(
        () => true,
        () => false,
      );
    if (good) break;
    await sleep(25);
  }
  world.recoveriesMs.push(performance.now() - startedMs);
}
