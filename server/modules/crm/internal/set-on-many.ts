import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { ItemOutcome, TaskItem } from "@/server/modules/work/define-task";
import type { Ctx } from "@/server/tenancy/context";
import { withinReach } from "../within-reach";

/** The columns that can be set on many at once, with their types and the field's name in facts. */
const COLUMNS = {
  archived_at: { type: "timestamptz", field: "archivedAt" },
  owner_membership_id: { type: "uuid", field: "ownerMembershipId" },
  business_unit_id: { type: "uuid", field: "businessUnitId" },
} as const;
export type BulkColumn = keyof typeof COLUMNS;

type Changed = { id: string; was: string | null; at: string };

/** Sets one column on a chunk's customers in one statement; a row that has the value already, or is gone, says so. */
export async function setOnMany(
  ctx: Ctx,
  tx: Tx,
  column: BulkColumn,
  value: string | null,
  items: readonly TaskItem[],
  taskId: string,
): Promise<ItemOutcome[]> {
  const { type } = COLUMNS[column];
  const name = sql.identifier(column);
  // An archived row that is archived again would lose its date: whether, not when, is what counts.
  const differs =
    column === "archived_at"
      ? sql`archived_at is null`
      : sql`${name} is distinct from ${value}::${sql.raw(type)}`;
  const { rows } = await tx.execute<Changed>(sql`
    update customers set ${name} = ${value}::${sql.raw(type)}, updated_at = ${ctx.now.toISOString()}
    where tenant_id = ${ctx.tenantId} and id = any(${sql.param(items.map((item) => item.entityId))}::uuid[])
      and ${differs} and ${withinReach(ctx, "customer.manage")}
    returning id, old.${name}::text as was, new.updated_at::text as at`);
  await stateAll(ctx, tx, column, rows, taskId, value);
  const changed = new Map(rows.map((row) => [row.id, row]));
  return items.map(({ id, entityId }) => {
    const row = changed.get(entityId ?? "");
    return row ? { id, before: { was: row.was, at: row.at } } : { id, error: "row_already_so" };
  });
}

/** Puts back what stood there, where nobody changed the row since. */
export async function putBack(
  ctx: Ctx,
  tx: Tx,
  column: BulkColumn,
  items: readonly TaskItem[],
  taskId: string | null,
): Promise<ItemOutcome[]> {
  const { type } = COLUMNS[column];
  const name = sql.identifier(column);
  const asked = items.map(({ entityId, before }) => ({ id: entityId, ...before }));
  const { rows } = await tx.execute<Changed>(sql`
    update customers c set ${name} = o.was::${sql.raw(type)}, updated_at = ${ctx.now.toISOString()}
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as o (id uuid, was text, at text)
    where c.tenant_id = ${ctx.tenantId} and c.id = o.id and c.updated_at = o.at::timestamptz
    returning c.id, old.${name}::text as was, new.${name}::text as at`);
  await stateAll(ctx, tx, column, rows, taskId, null, true);
  const back = new Set(rows.map((row) => row.id));
  return items.map(({ id, entityId }) =>
    back.has(entityId ?? "") ? { id } : { id, error: "row_changed_since" },
  );
}

/** A fact for each row, as the single verbs state it, and the plan's count. */
async function stateAll(
  ctx: Ctx,
  tx: Tx,
  column: BulkColumn,
  rows: readonly Changed[],
  taskId: string | null,
  value: string | null,
  back = false,
): Promise<void> {
  if (rows.length === 0) return;
  if (column === "archived_at") {
    await countUsage(ctx, tx, "customers", back ? rows.length : -rows.length);
    for (const { id } of rows)
      record(ctx, back ? "customer.restored" : "customer.archived", {
        entity: { type: "customer", id },
        payload: { taskId },
      });
    return;
  }
  const { field } = COLUMNS[column];
  for (const { id, was, at } of rows)
    record(ctx, "customer.updated", {
      entity: { type: "customer", id },
      payload: { fields: [field] },
      personal: { before: { [field]: was }, after: { [field]: back ? at : value } },
    });
}
