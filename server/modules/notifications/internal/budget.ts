import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

/** A sum that a month's budget of a channel bears; a decimal text of major units. */
export type Spending = { channel: string; month: string; amount: string; currency: string };

/**
 * Sets the sum aside, in one statement under the row's lock: of two at the limit, one gets it. The first of a month takes
 * over the cap of the month before. Returns false when it is over the cap.
 */
export async function reserve(
  { tenantId }: Pick<Ctx, "tenantId">,
  tx: Tx,
  { channel, month, amount, currency }: Spending,
): Promise<boolean> {
  if (Number(amount) === 0) return true;
  await ensureMonth({ tenantId }, tx, { channel, month, currency });
  const { rowCount } = await tx.execute(sql`
    update message_budgets set spent = spent + ${amount}::numeric
    where tenant_id = ${tenantId} and channel = ${channel} and month = ${month}::date
      and (cap is null or spent + ${amount}::numeric <= cap)`);
  return rowCount === 1;
}

/** The month's row, with the cap of the latest before it. */
export async function ensureMonth(
  { tenantId }: Pick<Ctx, "tenantId">,
  tx: Tx,
  { channel, month, currency }: Omit<Spending, "amount">,
): Promise<void> {
  await tx.execute(sql`
    insert into message_budgets (tenant_id, channel, month, cap, currency)
    values (${tenantId}, ${channel}, ${month}::date,
      (select cap from message_budgets where tenant_id = ${tenantId} and channel = ${channel} and month < ${month}::date order by month desc limit 1),
      ${currency})
    on conflict (tenant_id, channel, month) do nothing`);
}

/** Takes from what was set aside, or adds to it: what a message came to in the end. Never refused: it has been spent. */
export async function settle(
  { tenantId }: Pick<Ctx, "tenantId">,
  tx: Tx,
  { channel, month, amount }: Omit<Spending, "currency">,
): Promise<void> {
  if (Number(amount) === 0) return;
  await tx.execute(sql`
    update message_budgets set spent = greatest(0, spent + ${amount}::numeric)
    where tenant_id = ${tenantId} and channel = ${channel} and month = ${month}::date`);
}
