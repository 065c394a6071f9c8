import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/**
 * Marks the customer's open tasks as promised (the one it came from, or all where none is named), in the open
 * transaction. Throws `NotFound` when the named one is not an open task of this customer.
 */
export async function promiseTask(
  ctx: Ctx,
  tx: Tx,
  given: { taskId: string | undefined; customerId: string; promiseId: string },
): Promise<void> {
  const { taskId, customerId, promiseId } = given;
  const { rows } = await tx.execute<{ id: string; was: string }>(sql`
    with held as (select id, status from collection_tasks where tenant_id = ${ctx.tenantId}
      and customer_id = ${customerId} and status in ('open', 'inProgress', 'promised')
      and (${taskId ?? null}::uuid is null or id = ${taskId ?? null}::uuid) order by id for update)
    update collection_tasks t set status = 'promised', promise_id = ${promiseId}::uuid,
      next_action_on = p.due_on, updated_at = ${ctx.now.toISOString()}::timestamptz
    from held, payment_promises p where t.tenant_id = ${ctx.tenantId} and t.id = held.id
      and p.id = ${promiseId}::uuid and p.tenant_id = t.tenant_id
    returning t.id, held.status as was`);
  if (taskId && rows.length === 0) throw new NotFound("collectionTask");
  for (const { id, was } of rows)
    record(ctx, "collectionTask.updated", {
      entity: { type: "collectionTask", id },
      payload: { before: { status: was }, after: { status: "promised", promiseId } },
    });
}
