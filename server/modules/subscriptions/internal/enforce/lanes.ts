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

/** Asks for one drain for each integration that has commands due, whatever the others do. */
export async function wakeLanes(ctx: Ctx, tx: Tx, at: Date): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct c.integration_id as id from enforcement_commands c
    where c.tenant_id = ${ctx.tenantId} and c.kind = any(${sql.param(serialKinds())}::text[])
      and c.integration_id is not null and ${openCommand(at)}`);
  for (const { id } of rows) wakeLane(ctx, id);
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

type Lease = { readonly integrationId: string; readonly holder: string };

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

/** Leaves it to the next, if it is still this worker's. */
export async function leaveLane(ctx: Ctx, { integrationId, holder }: Lease): Promise<void> {
  await inTenant(ctx, (tx) =>
    tx.execute(sql`update enforcement_lanes set holder = '', leased_until = now()
      where tenant_id = ${ctx.tenantId} and integration_id = ${integrationId} and holder = ${holder}`),
  );
}
