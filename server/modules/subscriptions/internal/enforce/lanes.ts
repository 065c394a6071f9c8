import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueueAgain } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { enforcementKinds, enforcementOf } from "../../enforcement/adapters";
import { ENFORCE_LANE } from "../ask-enforcement";
import { openCommand } from "./take-commands";

/** Longer than a batch may take; a worker that dies leaves the lane to the next after this. */
export const LANE_LEASE_MS = 90_000;

/** Kinds whose integrations are spoken to by one worker at a time. */
export const serialKinds = (): string[] =>
  enforcementKinds().filter((kind) => enforcementOf(kind)?.serial);

/** Lanes of one job: they wait for their routers and not for each other, and a job is one of the few that run at once. */
export const LANES_AT_ONCE = 16;
/** What no other job took up by then is drained by its own. */
const BESIDE_MS = 2_000;

/**
 * Asks for a drain of each integration that has commands due: at once where somebody is to be reconnected; of cuts one job
 * for as many as a job drains side by side, the rest a moment later, which find nothing to do but where nobody took them up.
 */
export async function wakeLanes(ctx: Ctx, tx: Tx, at: Date): Promise<void> {
  const { rows } = await tx.execute<{ id: string; reconnects: boolean }>(sql`
    select c.integration_id as id, bool_or(c.desired = 'on') as reconnects from enforcement_commands c
    where c.tenant_id = ${ctx.tenantId} and c.kind = any(${sql.param(serialKinds())}::text[])
      and c.integration_id is not null and ${openCommand(at)}
    group by 1 order by 2 desc, 1`);
  const later = new Date(at.getTime() + BESIDE_MS);
  for (const [n, { id, reconnects }] of rows.entries())
    wakeLane(ctx, id, reconnects || n % LANES_AT_ONCE === 0 ? undefined : later);
}

/** By name: the job's own module leads back here. */
export const wakeLane = (ctx: Ctx, integrationId: string, runAt?: Date): string =>
  enqueueAgain(ctx, {
    name: ENFORCE_LANE,
    payload: { integrationId },
    options: runAt
      ? { key: `${integrationId}:later`, runAt }
      : { key: `${integrationId}:now`, priority: 0 },
  });

/** Whose a lane is: the job that drains it. */
export type Lease = { readonly integrationId: string; readonly holder: string };

/** Takes a lane, or takes it on; false while another worker has it. */
export async function holdLane(ctx: Ctx, { integrationId, holder }: Lease): Promise<boolean> {
  const { rowCount } = await inTenant(ctx, (tx) =>
    tx.execute(sql`
      insert into enforcement_lanes (tenant_id, integration_id, holder, leased_until)
      values (${ctx.tenantId}, ${integrationId}, ${holder}, now() + make_interval(secs => ${LANE_LEASE_MS / 1000}))
      on conflict (tenant_id, integration_id) do update set holder = excluded.holder, leased_until = excluded.leased_until
      where enforcement_lanes.holder in ('', excluded.holder) or enforcement_lanes.leased_until <= now()`),
  );
  return (rowCount ?? 0) > 0;
}

/**
 * Takes up to so many lanes that have commands due and that nobody drains; not those whose router was just found away:
 * only their own jobs knock there again. In the order of their ids, so that two workers never wait for each other.
 */
export async function takeLanesBeside(
  ctx: Ctx,
  { holder, at, limit }: { holder: string; at: Date; limit: number },
): Promise<string[]> {
  const { rows } = await inTenant(ctx, (tx) =>
    tx.execute<{ id: string }>(sql`
      insert into enforcement_lanes (tenant_id, integration_id, holder, leased_until)
      select ${ctx.tenantId}::uuid, due.id, ${holder}, now() + make_interval(secs => ${LANE_LEASE_MS / 1000})
      from (select distinct c.integration_id as id from enforcement_commands c
        where c.tenant_id = ${ctx.tenantId} and c.kind = any(${sql.param(serialKinds())}::text[])
          and c.integration_id is not null and ${openCommand(at)}
          and not exists (select 1 from enforcement_lanes l where l.tenant_id = c.tenant_id
            and l.integration_id = c.integration_id and l.leased_until > now())
        order by 1 limit ${limit}) due
      on conflict (tenant_id, integration_id) do update set holder = excluded.holder, leased_until = excluded.leased_until
      where enforcement_lanes.leased_until <= now()
      returning integration_id as id`),
  );
  return rows.map(({ id }) => id);
}

/** Leaves it to the next, if it is still this worker's. For so long nobody but its own job takes it up. */
export async function leaveLane(
  ctx: Ctx,
  { integrationId, holder }: Lease,
  restMs: number,
): Promise<void> {
  await inTenant(ctx, (tx) =>
    tx.execute(sql`update enforcement_lanes set holder = '', leased_until = now() + make_interval(secs => ${restMs / 1000})
      where tenant_id = ${ctx.tenantId} and integration_id = ${integrationId} and holder = ${holder}`),
  );
}
