import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { ItemOutcome, TaskItem, TaskKind } from "../define-task";
import type { TaskRow } from "./task-row";
import { tryPart } from "./try-part";

type Work = (items: readonly TaskItem[]) => Promise<readonly ItemOutcome[]>;

const CHUNK = 100;

/** Does the next chunk of a task inside the open transaction; returns how many rows it took: 0 when none is left. */
export async function runSlice(
  person: Ctx,
  tx: Tx,
  kind: TaskKind,
  task: TaskRow,
): Promise<number> {
  const undo = task.status === "undoing";
  const items = await nextItems(tx, person.tenantId, task, undo, kind.chunk ?? CHUNK);
  if (items.length === 0) return 0;
  const input = kind.input.parse(task.input.given);
  const work: Work = undo
    ? (part) => kind.undoChunk?.(person, tx, input, part) ?? Promise.resolve([])
    : (part) => kind.runChunk(person, tx, input, part, task.id);
  const outcomes = await eachOrAll(tx, items, work);
  await settle(tx, person.tenantId, task.id, items, outcomes, undo);
  return items.length;
}

/** Forward for the work, backward for its undo. A worked-off row is never looked at again. */
async function nextItems(
  tx: Tx,
  tenantId: string,
  task: TaskRow,
  undo: boolean,
  limit: number,
): Promise<TaskItem[]> {
  const place = undo
    ? sql`status = 'done' and error is null and position <= ${task.total - task.result.undone - task.result.notUndone} order by position desc`
    : sql`status = 'waiting' and position > ${task.done + task.failed} order by position`;
  const { rows } = await tx.execute(sql`
    select id, position, entity_id as "entityId", given, before from long_task_items
    where tenant_id = ${tenantId} and task_id = ${task.id} and ${place} limit ${limit}`);
  return rows as unknown as TaskItem[];
}

/** The chunk as one; where a rule refuses it, by halves down to the row, so that one bad row does not hold up its neighbours. */
async function eachOrAll(
  tx: Tx,
  items: readonly TaskItem[],
  work: Work,
): Promise<readonly ItemOutcome[]> {
  const all = await tryPart(tx, () => work(items));
  if ("value" in all) return all.value;
  const [only] = items;
  if (only && items.length === 1) return [{ id: only.id, error: all.refused.key }];
  const half = Math.ceil(items.length / 2);
  return [
    ...(await eachOrAll(tx, items.slice(0, half), work)),
    ...(await eachOrAll(tx, items.slice(half), work)),
  ];
}

/** Writes down how the rows came out, and how far the task is, in one statement each. */
async function settle(
  tx: Tx,
  tenantId: string,
  taskId: string,
  items: readonly TaskItem[],
  outcomes: readonly ItemOutcome[],
  undo: boolean,
): Promise<void> {
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  const all = items.map(({ id }) => byId.get(id) ?? { id });
  const failed = all.filter(({ error }) => error !== undefined).length;
  // A row that could not be taken back stays done, with the reason beside it.
  const status = undo
    ? sql`case when o.error is null then 'undone' else 'done' end`
    : sql`case when o.error is null then 'done' else 'failed' end`;
  await tx.execute(sql`
    update long_task_items i set status = ${status}, error = o.error,
      before = coalesce(o.before, i.before), entity_id = coalesce(o."entityId", i.entity_id)
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as o (id uuid, error text, before jsonb, "entityId" uuid)
    where i.tenant_id = ${tenantId} and i.id = o.id`);
  const progress = undo
    ? sql`result = result || jsonb_build_object(
        'undone', coalesce((result ->> 'undone')::int, 0) + ${all.length - failed}::int,
        'notUndone', coalesce((result ->> 'notUndone')::int, 0) + ${failed}::int)`
    : sql`done = done + ${all.length - failed}, failed = failed + ${failed}`;
  await tx.execute(
    sql`update long_tasks set ${progress} where tenant_id = ${tenantId} and id = ${taskId}`,
  );
}
