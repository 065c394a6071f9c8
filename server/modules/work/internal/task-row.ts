import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { holds, reachOf } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { TaskKind } from "../define-task";
import { isUnderWay, taskStatus, type TaskDto } from "../schema";

const instant = z.coerce.date().nullable();

const taskRow = z.object({
  id: z.uuid(),
  kind: z.string(),
  status: taskStatus,
  membership_id: z.uuid(),
  started_by: z.string().nullable(),
  input: z.object({
    given: z.unknown(),
    by: z.object({
      sessionId: z.uuid(),
      impersonatedBy: z
        .object({ userId: z.uuid(), tenantId: z.uuid(), impersonationId: z.uuid() })
        .optional(),
    }),
  }),
  total: z.number(),
  done: z.number(),
  failed: z.number(),
  result: z.object({
    undone: z.number().default(0),
    notUndone: z.number().default(0),
    fileId: z.uuid().nullish(),
  }),
  error: z.string().nullable(),
  started_at: instant,
  finished_at: instant,
  undo_until: instant,
  created_at: z.coerce.date(),
});
export type TaskRow = z.output<typeof taskRow>;

/** Tasks that the actor may see: their own, or everybody's. */
export function visibleTasks(ctx: Ctx) {
  const { actor } = ctx;
  if (reachOf(actor, "task.manage") === "all") return sql`true`;
  const me = actor.kind === "user" ? actor.membershipId : null;
  return sql`t.membership_id = ${me}::uuid`;
}

/** Rows with who started them. `lock` keeps the row until the end of the transaction. */
export async function selectTasks(
  ctx: Ctx,
  tx: Tx,
  where: ReturnType<typeof sql>,
  { limit = 1, lock = false } = {},
): Promise<TaskRow[]> {
  const { rows } = await tx.execute(sql`
    select t.id, t.kind, t.status, t.membership_id, t.input, t.total, t.done, t.failed, t.result, t.error,
      t.started_at, t.finished_at, t.undo_until, t.created_at,
      (select u.name from memberships m join users u on u.id = m.user_id
        where m.id = t.membership_id and m.tenant_id = t.tenant_id) as started_by
    from long_tasks t where t.tenant_id = ${ctx.tenantId} and ${where}
    order by t.created_at desc, t.id desc limit ${limit} ${lock ? sql`for update of t` : sql``}`);
  return rows.map((row) => taskRow.parse(row));
}

/** One task that the actor may see; throws `NotFound`. */
export async function fetchTask(ctx: Ctx, tx: Tx, taskId: string, lock = false): Promise<TaskRow> {
  const where = sql`t.id = ${taskId} and ${visibleTasks(ctx)}`;
  const [row] = await selectTasks(ctx, tx, where, { lock });
  if (!row) throw new NotFound("task");
  return row;
}

export const canUndo = (ctx: Ctx, kind: TaskKind | undefined, row: TaskRow): boolean =>
  kind?.undoChunk !== undefined &&
  ["done", "failed", "cancelled"].includes(row.status) &&
  row.done > 0 &&
  row.undo_until !== null &&
  row.undo_until > ctx.now &&
  holds(ctx.actor, kind.permission);

/** As a screen sees it. */
export function toTaskDto(ctx: Ctx, kind: TaskKind | undefined, row: TaskRow): TaskDto {
  const { undone, notUndone, fileId } = row.result;
  // What an export made is for whoever may make it: a manager who sees the task may not open the file by that alone.
  const mayOpen = kind !== undefined && holds(ctx.actor, kind.permission);
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    membershipId: row.membership_id,
    startedBy: row.started_by,
    total: row.total,
    done: row.done,
    failed: row.failed,
    undone,
    notUndone,
    error: row.error,
    fileId: mayOpen ? (fileId ?? null) : null,
    list: kind?.list ?? null,
    undoUntil: row.undo_until?.toISOString() ?? null,
    canCancel: isUnderWay(row.status) && row.status !== "undoing",
    canUndo: canUndo(ctx, kind, row),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
