import { sql } from "drizzle-orm";
import { record } from "@/server/events/record";
import type { Undoer } from "./import-tasks";

/** Archives plans that nobody changed or gave to a customer since; a plan is never deleted. */
export const undoPlans: Undoer = async (ctx, tx, items) => {
  const asked = items.map(({ entityId, before }) => ({ id: entityId, at: before?.["at"] }));
  const { rows } = await tx.execute<{ id: string }>(sql`
    update catalog_items i set archived_at = ${ctx.now.toISOString()}, updated_at = ${ctx.now.toISOString()},
      code = left(i.code, 30) || '~' || right(i.id::text, 8)
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as o (id uuid, at text)
    where i.tenant_id = ${ctx.tenantId} and i.id = o.id and i.archived_at is null and i.updated_at = o.at::timestamptz
      and not exists (select 1 from services s where s.tenant_id = i.tenant_id and s.item_id = i.id)
    returning i.id`);
  for (const { id } of rows)
    record(ctx, "catalogItem.archived", {
      entity: { type: "catalogItem", id },
      payload: { services: 0, taskId: null },
    });
  const back = new Set(rows.map(({ id }) => id));
  return items.map(({ id, entityId }) =>
    back.has(entityId ?? "") ? { id } : { id, error: "row_changed_since" },
  );
};
