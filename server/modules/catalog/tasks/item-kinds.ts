import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { defineTask, type ItemOutcome, type TaskItem } from "@/server/modules/work/define-task";
import { selection } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { chosenItems } from "../internal/chosen-items";
import { requireReferences } from "../internal/require-references";

const COLUMNS = {
  archived_at: { type: "timestamptz", field: "archivedAt" },
  category: { type: "text", field: "category" },
  business_unit_id: { type: "uuid", field: "businessUnitId" },
} as const;
type Column = keyof typeof COLUMNS;
type Changed = { id: string; was: string | null; at: string };

/** One column set on many items: chosen at the start, by name, to be undone for a day. */
const settingTask = <V extends z.ZodType<string | null>>(kind: string, column: Column, value: V) =>
  defineTask({
    kind,
    permission: "catalog.manage",
    input: z.object({ selection, value }),
    list: "/catalog",
    chunk: 200,
    undoHours: 24,
    prepare: async (ctx, tx, input) => {
      const given = input as { selection: z.output<typeof selection>; value: string | null };
      if (column === "business_unit_id")
        await requireReferences(ctx, tx, { businessUnitId: given.value });
      const chosen = chosenItems(ctx, given.selection);
      return {
        select: sql`select id as entity_id from catalog_items where ${chosen} order by name, id`,
      };
    },
    runChunk: (ctx, tx, input, items, taskId) => {
      const given = (input as { value: string | null }).value;
      const next = column === "archived_at" ? ctx.now.toISOString() : given;
      return setOnMany(ctx, tx, { column, value: next, items, taskId });
    },
    undoChunk: (ctx, tx, _input, items) => putBack(ctx, tx, column, items),
  });

export const archiveItems = settingTask("catalog.archive", "archived_at", z.null());
export const setItemCategory = settingTask("catalog.setCategory", "category", z.string());
export const setItemUnit = settingTask("catalog.setUnit", "business_unit_id", z.uuid().nullable());

type Setting = { column: Column; value: string | null; items: readonly TaskItem[]; taskId: string };

/** A row that has the value already, is gone, or may not be archived while something uses it, says so. */
async function setOnMany(
  ctx: Ctx,
  tx: Tx,
  { column, value, items, taskId }: Setting,
): Promise<ItemOutcome[]> {
  const name = sql.identifier(column);
  const type = sql.raw(COLUMNS[column].type);
  const ids = items.map((item) => item.entityId);
  const differs =
    column === "archived_at"
      ? sql`archived_at is null and not ${IN_USE}`
      : sql`${name} is distinct from ${value}::${type}`;
  const { rows } = await tx.execute<Changed>(sql`
    update catalog_items set ${name} = ${value}::${type}, updated_at = ${ctx.now.toISOString()}
    where tenant_id = ${ctx.tenantId} and id = any(${sql.param(ids)}::uuid[]) and ${differs}
    returning id, old.${name}::text as was, new.updated_at::text as at`);
  for (const row of rows) state(ctx, column, row, { value, taskId, back: false });
  const used = column === "archived_at" ? await usedOf(ctx, tx, ids) : new Set<string>();
  const changed = new Map(rows.map((row) => [row.id, row]));
  return items.map(({ id, entityId }) => {
    const row = changed.get(entityId ?? "");
    if (row) return { id, before: { was: row.was, at: row.at } };
    return { id, error: used.has(entityId ?? "") ? "item_in_use_row" : "row_already_so" };
  });
}

/** Services run with it, or a bundle that is sold holds it. */
const IN_USE = sql`(exists (select 1 from services s where s.tenant_id = catalog_items.tenant_id
    and s.item_id = catalog_items.id and s.state not in ('terminated', 'cancelled'))
  or exists (select 1 from catalog_items b where b.tenant_id = catalog_items.tenant_id and b.archived_at is null
    and b.parts @> jsonb_build_array(jsonb_build_object('itemId', catalog_items.id))))`;

async function usedOf(ctx: Ctx, tx: Tx, ids: readonly (string | null)[]): Promise<Set<string>> {
  const { rows } = await tx.execute<{ id: string }>(sql`select id from catalog_items
    where tenant_id = ${ctx.tenantId} and id = any(${sql.param([...ids])}::uuid[]) and ${IN_USE}`);
  return new Set(rows.map(({ id }) => id));
}

/** Puts back what stood there, where nobody changed the row since. */
async function putBack(
  ctx: Ctx,
  tx: Tx,
  column: Column,
  items: readonly TaskItem[],
): Promise<ItemOutcome[]> {
  const name = sql.identifier(column);
  const asked = items.map(({ entityId, before }) => ({ id: entityId, ...before }));
  const { rows } = await tx.execute<Changed>(sql`
    update catalog_items c set ${name} = o.was::${sql.raw(COLUMNS[column].type)}, updated_at = ${ctx.now.toISOString()}
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as o (id uuid, was text, at text)
    where c.tenant_id = ${ctx.tenantId} and c.id = o.id and c.updated_at = o.at::timestamptz
    returning c.id, old.${name}::text as was, new.${name}::text as at`);
  for (const row of rows) state(ctx, column, row, { value: row.at, taskId: null, back: true });
  const back = new Set(rows.map((row) => row.id));
  return items.map(({ id, entityId }) =>
    back.has(entityId ?? "") ? { id } : { id, error: "row_changed_since" },
  );
}

type Stated = { value: string | null; taskId: string | null; back: boolean };

/** The fact that the single verb would state. */
function state(ctx: Ctx, column: Column, { id, was }: Changed, { value, taskId, back }: Stated) {
  const entity = { type: "catalogItem", id } as const;
  const { field } = COLUMNS[column];
  if (column !== "archived_at")
    record(ctx, "catalogItem.updated", {
      entity,
      payload: { before: { [field]: was }, after: { [field]: value } },
    });
  else if (back) record(ctx, "catalogItem.restored", { entity, payload: { taskId } });
  else record(ctx, "catalogItem.archived", { entity, payload: { services: 0, taskId } });
}
