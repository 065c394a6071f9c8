import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";
import { longTasks } from "@/db/schema/work";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Forbidden, Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { PreparedRows, TaskKind } from "./define-task";
import { askForRun } from "./internal/ask-for-run";
import { fetchTask, toTaskDto } from "./internal/task-row";
import type { TaskDto } from "./schema";

/**
 * Starts a long task of a kind as the person who asks: the rows are chosen now, worked on by a job. Other modules call it
 * from a procedure of their own, under the kind's permission. Throws `Forbidden` for programs, `Invalid` when no row is chosen.
 */
export function startTask<S extends z.ZodType>(
  ctx: Ctx,
  kind: TaskKind<S>,
  given: z.input<S>,
): Promise<TaskDto> {
  authorize(ctx, kind.permission);
  const { actor } = ctx;
  // A key or our own work loops by itself; a task is a person's, who may leave and find it again.
  if (actor.kind !== "user") throw new Forbidden("task_needs_person");
  const input = kind.input.parse(given);
  return inTenant(ctx, async (tx) => {
    const taskId = newId();
    const { sessionId, impersonatedBy } = actor;
    await tx.insert(longTasks).values({
      id: taskId,
      tenantId: ctx.tenantId,
      kind: kind.kind,
      membershipId: actor.membershipId,
      input: { given: input, by: { sessionId, impersonatedBy } },
      createdAt: ctx.now,
    });
    const total = await writeItems(tx, ctx.tenantId, taskId, await kind.prepare(ctx, tx, input));
    if (total === 0) throw new Invalid("task_without_rows");
    await tx.execute(
      sql`update long_tasks set total = ${total} where id = ${taskId} and tenant_id = ${ctx.tenantId}`,
    );
    record(ctx, "task.started", {
      entity: { type: "task", id: taskId },
      payload: { kind: kind.kind, total },
    });
    askForRun(ctx, taskId, "first");
    return toTaskDto(ctx, kind as unknown as TaskKind, await fetchTask(ctx, tx, taskId));
  });
}

/** Numbers the rows 1, 2, 3… and writes them in one statement; returns how many. */
async function writeItems(
  tx: Tx,
  tenantId: string,
  taskId: string,
  rows: PreparedRows,
): Promise<number> {
  const chosen =
    "select" in rows
      ? sql`select entity_id, null::jsonb as given, row_number() over () as position from (${rows.select}) chosen`
      : sql`select (item ->> 'entityId')::uuid as entity_id, item -> 'given' as given, position
          from jsonb_array_elements(${JSON.stringify(rows.items)}::jsonb) with ordinality as chosen (item, position)`;
  const { rowCount } = await tx.execute(sql`
    insert into long_task_items (tenant_id, task_id, position, entity_id, given)
    select ${tenantId}::uuid, ${taskId}::uuid, position, entity_id, given from (${chosen}) numbered`);
  return rowCount ?? 0;
}
