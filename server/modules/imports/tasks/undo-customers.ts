import { sql } from "drizzle-orm";
import { record } from "@/server/events/record";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Undoer } from "./import-tasks";

/**
 * A customer is never deleted: archived, where it stands as the import wrote it, nobody signed in as it and nothing that
 * runs or owes hangs on it.
 */
export const undoCustomers: Undoer = async (ctx, tx, items) => {
  const asked = items.map(({ entityId, before }) => ({ id: entityId, at: before?.["at"] }));
  const now = ctx.now.toISOString();
  const { rows } = await tx.execute<{ id: string }>(sql`
    update customers c set archived_at = ${now}, updated_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as o (id uuid, at text)
    where c.tenant_id = ${ctx.tenantId} and c.id = o.id and c.archived_at is null
      and c.updated_at = o.at::timestamptz
      and not exists (select 1 from sessions s where s.tenant_id = c.tenant_id and s.customer_id = c.id)
      and not exists (select 1 from services s where s.tenant_id = c.tenant_id and s.customer_id = c.id
        and s.state not in ('terminated', 'cancelled'))
      and not exists (select 1 from customer_balances b where b.tenant_id = c.tenant_id and b.customer_id = c.id
        and (b.receivable_minor <> 0 or b.credit_minor <> 0))
    returning c.id`);
  if (rows.length > 0) await countUsage(ctx, tx, "customers", -rows.length);
  for (const { id } of rows)
    record(ctx, "customer.archived", {
      entity: { type: "customer", id },
      payload: { taskId: null },
    });
  const back = new Set(rows.map(({ id }) => id));
  return items.map(({ id, entityId }) =>
    back.has(entityId ?? "") ? { id } : { id, error: "row_changed_since" },
  );
};
