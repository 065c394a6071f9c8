import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { enforcementKinds, enforcementOf } from "../../enforcement/adapters";
import type { EnforcementTarget } from "../../enforcement/port";

/** A command in this process's hands until its lease ends. */
export type TakenCommand = EnforcementTarget & {
  readonly kind: string;
  readonly priority: number;
  readonly reason: string;
};

/** Longer than any adapter's deadline: who dies with a command leaves it to the next after this. */
const LEASE_MS = 120_000;

const byHand = () => enforcementKinds().filter((kind) => enforcementOf(kind)?.byHand);

/**
 * Takes open commands that are due, reconnections first; each counts as an attempt. A service whose last command is
 * still being asked for elsewhere waits, so that a cut on its way never lands after the reconnection that replaced it.
 */
export async function takeCommands(
  ctx: Ctx,
  tx: Tx,
  { at, limit, commandId }: { at: Date; limit: number; commandId?: string },
): Promise<TakenCommand[]> {
  const now = sql`${at.toISOString()}::timestamptz`;
  const only = commandId ? sql`and c.id = ${commandId}` : sql``;
  const { rows } = await tx.execute<TakenCommand>(sql`
    with due as materialized (
      select c.id from enforcement_commands c
      where c.tenant_id = ${ctx.tenantId} and c.status in ('pending', 'applied') and c.held_at is null ${only}
        and (c.next_attempt_at is null or c.next_attempt_at <= ${now})
        and (c.in_flight_until is null or c.in_flight_until <= ${now})
        and not (c.status = 'applied' and c.kind = any(${sql.param(byHand())}::text[]))
        and not exists (select 1 from enforcement_commands o where o.tenant_id = c.tenant_id
          and o.service_id = c.service_id and o.status = 'superseded' and o.in_flight_until > ${now})
      order by c.priority desc, c.id limit ${limit} for update of c skip locked)
    update enforcement_commands c set attempts = c.attempts + 1,
      in_flight_until = ${new Date(at.getTime() + LEASE_MS).toISOString()}::timestamptz
    from due, services s
    where c.tenant_id = ${ctx.tenantId} and c.id = due.id and s.tenant_id = c.tenant_id and s.id = c.service_id
    returning c.id as "commandId", c.service_id as "serviceId", s.number, s.enforcement_ref as ref,
      c.integration_id as "integrationId", c.desired, c.kind, c.priority, c.reason`);
  return rows.toSorted((a, b) => b.priority - a.priority || (a.commandId < b.commandId ? -1 : 1));
}

/** When somebody has to look again: `at` or earlier where something is due already; null: nothing waits for a time. */
export async function nextDueAt(ctx: Ctx, tx: Tx, at: Date): Promise<Date | null> {
  const { rows } = await tx.execute<{ at: string | null }>(sql`
    select min(coalesce(greatest(next_attempt_at, in_flight_until), ${at.toISOString()}::timestamptz))::text as at
    from enforcement_commands where tenant_id = ${ctx.tenantId} and held_at is null
      and (status = 'pending' or (status = 'applied' and not kind = any(${sql.param(byHand())}::text[])))`);
  return rows[0]?.at ? new Date(rows[0].at) : null;
}
