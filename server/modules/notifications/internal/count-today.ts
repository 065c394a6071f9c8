import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { dayIn } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";

/** Who was told of what. */
export type Heard = { event: string; customerId: string; contactId: string | null };

export const heardKey = ({ event, customerId, contactId }: Heard): string =>
  `${event}/${customerId}/${contactId ?? ""}`;

/** More locks than this would crowd the server's lock table; a run of thousands has its own guard against a second one. */
const LOCKS_MAX = 100;

/** How many messages of the event each has got today, by the tenant's calendar; dropped ones do not count. */
export async function countToday(
  ctx: Pick<Ctx, "tenantId" | "now">,
  tx: Tx,
  asked: readonly Heard[],
  timeZone: string,
): Promise<Map<string, number>> {
  if (asked.length === 0) return new Map();
  const { tenantId } = ctx;
  if (asked.length <= LOCKS_MAX) await takeTurns(tenantId, tx, asked);
  const customers = sql.param([...new Set(asked.map(({ customerId }) => customerId))]);
  const events = sql.param([...new Set(asked.map(({ event }) => event))]);
  const today = dayIn(timeZone, ctx.now);
  const { rows } = await tx.execute<Heard & { count: number }>(sql`
    select event, customer_id as "customerId", contact_id as "contactId", count(*)::int as count
    from messages
    where tenant_id = ${tenantId} and customer_id = any(${customers}::uuid[]) and event = any(${events}::text[])
      and created_at >= (${today}::date)::timestamp at time zone ${timeZone}
      and status <> 'dropped' and origin_id = id
    group by 1, 2, 3`);
  return new Map(rows.map((row) => [heardKey(row), row.count]));
}

/** Two that tell the same person of the same event at once take turns, so that the second one sees the first. */
async function takeTurns(tenantId: string, tx: Tx, asked: readonly Heard[]): Promise<void> {
  const keys = sql.param(
    [...new Set(asked.map((one) => `${tenantId}:${heardKey(one)}`))].toSorted(),
  );
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(key, 0))
    from (select key from unnest(${keys}::text[]) as t(key) order by key) as ordered`);
}
