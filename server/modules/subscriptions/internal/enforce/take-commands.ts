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

/** A command `c` that somebody should take now, in SQL. */
export const openCommand = (at: Date) => {
  const now = sql`${at.toISOString()}::timestamptz`;
  return sql`c.status in ('pending', 'applied') and c.held_at is null and c.capped_at is null
        and (c.next_attempt_at is null or c.next_attempt_at <= ${now})
        and (c.in_flight_until is null or c.in_flight_until <= ${now})
        and not (c.status = 'applied' and c.kind = any(${sql.param(byHand())}::text[]))
        and not exists (select 1 from enforcement_commands o where o.tenant_id = c.tenant_id
          and o.service_id = c.service_id and o.status = 'superseded' and o.in_flight_until > ${now})`;
};

/** Whose commands: one integration's, or those of no serial kind. */
export type Lot = { readonly integrationId: string } | { readonly notKinds: readonly string[] };
const ofLot = (lot: Lot) =>
  "integrationId" in lot
    ? sql`c.integration_id = ${lot.integrationId}`
    : sql`(c.integration_id is null or not c.kind = any(${sql.param(lot.notKinds)}::text[]))`;

/**
 * Takes open commands that are due, reconnections first; each counts as an attempt. A service whose last command is
 * still being asked for elsewhere waits, so that a cut on its way never lands after the reconnection that replaced it.
 */
export async function takeCommands(
  ctx: Ctx,
  tx: Tx,
  { at, limit, lot }: { at: Date; limit: number; lot: Lot },
): Promise<TakenCommand[]> {
  const { rows } = await tx.execute<TakenCommand>(sql`
    with due as materialized (
      select c.id from enforcement_commands c
      where c.tenant_id = ${ctx.tenantId} and ${ofLot(lot)} and ${openCommand(at)}
      order by c.priority desc, c.id limit ${limit} for update of c skip locked)
    update enforcement_commands c set attempts = c.attempts + 1,
      in_flight_until = ${new Date(at.getTime() + LEASE_MS).toISOString()}::timestamptz
    from due, services s
    where c.tenant_id = ${ctx.tenantId} and c.id = due.id and s.tenant_id = c.tenant_id and s.id = c.service_id
    returning c.id as "commandId", c.service_id as "serviceId", s.number, s.enforcement_ref as ref,
      c.integration_id as "integrationId", c.desired, c.kind, c.priority, c.reason`);
  return rows.toSorted((a, b) => b.priority - a.priority || (a.commandId < b.commandId ? -1 : 1));
}

/** Commands that were taken and not begun: whoever comes next takes them, and it was no attempt. */
export const giveBack = (ctx: Ctx, tx: Tx, commandIds: readonly string[]) =>
  tx.execute(sql`update enforcement_commands set in_flight_until = null, attempts = greatest(attempts - 1, 0)
    where tenant_id = ${ctx.tenantId} and id = any(${sql.param([...commandIds])}::uuid[])`);

/** When somebody has to look again: `at` or earlier where something is due already; null: nothing waits for a time. */
export async function nextDueAt(ctx: Ctx, tx: Tx, at: Date, lot?: Lot): Promise<Date | null> {
  const { rows } = await tx.execute<{ at: string | null }>(sql`
    select min(coalesce(greatest(c.next_attempt_at, c.in_flight_until), ${at.toISOString()}::timestamptz))::text as at
    from enforcement_commands c where c.tenant_id = ${ctx.tenantId} and c.held_at is null and c.capped_at is null and ${lot ? ofLot(lot) : sql`true`}
      and (c.status = 'pending' or (c.status = 'applied' and not c.kind = any(${sql.param(byHand())}::text[])))`);
  return rows[0]?.at ? new Date(rows[0].at) : null;
}
