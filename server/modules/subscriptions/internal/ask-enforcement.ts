import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueueAgain } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import { type EnforcementState, priorityOf } from "../rules/desired-state";

export const ENFORCE = "services.enforce";
/** The drain of one integration whose enforcer is spoken to by one worker at a time. */
export const ENFORCE_LANE = "services.enforceLane";
export const ENFORCE_ONE = "services.enforceOne";
export const EXPIRE_HOLDS = "services.expireHolds";

export type Wish = {
  serviceId: string;
  kind: string;
  integrationId: string | null;
  desired: EnforcementState;
  reason: string;
};

/**
 * Leaves each service with one open command that asks for `desired`: one that asks for something else is superseded,
 * one that asks for the same stays. One job for the lot. Call it with the services' rows locked.
 */
export async function askEnforcement(ctx: Ctx, tx: Tx, wishes: readonly Wish[]): Promise<void> {
  if (wishes.length === 0) return;
  const column = <K extends keyof Wish>(key: K) => sql.param(wishes.map((wish) => wish[key]));
  const wanted = sql`unnest(${column("serviceId")}::uuid[], ${column("kind")}::text[], ${column("integrationId")}::uuid[],
    ${column("desired")}::text[], ${column("reason")}::text[],
    ${sql.param(wishes.map(({ desired }) => priorityOf(desired)))}::int[]) as w(service_id, kind, integration_id, desired, reason, priority)`;
  await tx.execute(sql`
    update enforcement_commands c set status = 'superseded' from ${wanted}
    where c.tenant_id = ${ctx.tenantId} and c.service_id = w.service_id
      and c.status in ('pending', 'applied') and (c.desired <> w.desired or c.kind <> w.kind)`);
  await tx.execute(sql`
    insert into enforcement_commands
      (tenant_id, service_id, kind, integration_id, desired, priority, reason, requested_at)
    select ${ctx.tenantId}::uuid, w.service_id, w.kind, w.integration_id, w.desired, w.priority, w.reason,
      ${ctx.now.toISOString()}::timestamptz
    from ${wanted}
    on conflict (tenant_id, service_id) where status in ('pending', 'applied') do nothing`);
  wakeEnforcement(ctx);
}

/** Asks for the tenant's one enforcement job: by name, since the job's own module leads back here. */
export const wakeEnforcement = (ctx: Ctx, runAt?: Date): string =>
  enqueueAgain(ctx, {
    name: ENFORCE,
    payload: {},
    options: runAt ? { key: "later", runAt } : { key: "now", priority: 0 },
  });

/** Lifts what expires on the minute rather than at the next round of the schedule. */
export const expireAt = (ctx: Ctx, at: Date): string =>
  enqueueAgain(ctx, {
    name: EXPIRE_HOLDS,
    payload: {},
    options: { key: at.toISOString(), runAt: at },
  });
