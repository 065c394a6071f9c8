import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";

type Row = { id: string; currency: string; amountMinor: number; origin: string };

/** Closes a customer's open tasks, since nothing is overdue any more; in the open transaction. */
export async function closeTasksAsPaid(ctx: Ctx, tx: Tx, customerId: string): Promise<void> {
  const { rows } = await tx.execute<Row>(sql`
    update collection_tasks set status = 'paid', closed_at = ${ctx.now.toISOString()}::timestamptz,
      updated_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and status in ('open', 'inProgress', 'promised')
    returning id, currency, amount_minor::float8 as "amountMinor", origin`);
  for (const { id, ...row } of rows)
    record(ctx, "collectionTask.closed", {
      entity: { type: "collectionTask", id },
      payload: { customerId, ...row, outcome: "paid" },
    });
}
