import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Day } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { moneyParam } from "@/server/modules/notifications/rules/money-param";
import { tellCustomers } from "@/server/modules/notifications/tell-customers";

export type PromiseRow = {
  id: string;
  customerId: string;
  currency: string;
  amountMinor: number;
  dueOn: string;
};

const columns = sql`id, customer_id as "customerId", currency, amount_minor::float8 as "amountMinor", due_on::text as "dueOn"`;

/** Ends open promises in one way or another, and states it; returns those that were still open. */
export async function endPromises(
  ctx: Ctx,
  tx: Tx,
  { ids, as }: { ids: readonly string[]; as: "kept" | "broken" | "cancelled" },
): Promise<PromiseRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.execute<PromiseRow>(sql`
    update payment_promises set status = ${as}, settled_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and status = 'open' and id = any(${sql.param([...ids])}::uuid[])
    returning ${columns}`);
  const fact = ({ id: _id, ...payload }: PromiseRow) => payload;
  for (const row of rows)
    record(ctx, `promise.${as}`, { entity: { type: "promise", id: row.id }, payload: fact(row) });
  return rows;
}

/**
 * Promises whose day is over, at most `limit`: broken, told, and their tasks open again. The ladder goes on from here and
 * holds the services again within its own hours and days.
 */
export async function breakPromises(ctx: Ctx, tx: Tx, today: Day, limit: number): Promise<number> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from payment_promises where tenant_id = ${ctx.tenantId} and status = 'open' and due_on < ${today}::date
    order by due_on, id limit ${limit} for update skip locked`);
  const broken = await endPromises(ctx, tx, { ids: rows.map(({ id }) => id), as: "broken" });
  if (broken.length === 0) return rows.length;
  await tx.execute(sql`update collection_tasks set status = 'open', next_action_on = ${today}::date,
      updated_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and status = 'promised'
      and promise_id = any(${sql.param(broken.map(({ id }) => id))}::uuid[])`);
  const words = broken.map(({ id, customerId, amountMinor, currency }) => ({
    event: "billing.promiseBroken" as const,
    customerId,
    entity: { type: "promise", id },
    params: { amount: moneyParam(amountMinor, currency) },
    dedupeKey: `promiseBroken:${id}`,
  }));
  await tellCustomers(ctx, tx, words);
  return rows.length;
}
