import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import type { TaskKind } from "../define-task";
import type { TaskStatus } from "../schema";

type End = { status: TaskStatus; error?: string; result?: Record<string, unknown> };

/** Closes a task in the open transaction: its last state, until when it can be undone, and the fact. */
export async function endTask(
  ctx: Ctx,
  tx: Tx,
  taskId: string,
  kind: TaskKind | undefined,
  { status, error, result = {} }: End,
): Promise<void> {
  const hours = kind?.undoChunk && status !== "undone" ? (kind.undoHours ?? null) : null;
  const until = hours === null ? null : new Date(ctx.now.getTime() + hours * 3_600_000);
  const { rows } = await tx.execute<{ kind: string; done: number; failed: number; total: number }>(
    sql`update long_tasks set status = ${status}, error = ${error ?? null}, finished_at = ${ctx.now.toISOString()},
        result = result || ${JSON.stringify(result)}::jsonb, undo_until = ${until?.toISOString() ?? null}
      where tenant_id = ${ctx.tenantId} and id = ${taskId} returning kind, done, failed, total`,
  );
  const [row] = rows;
  if (!row) return;
  record(ctx, "task.finished", {
    entity: { type: "task", id: taskId },
    payload: { kind: row.kind, status, done: row.done, failed: row.failed, total: row.total },
  });
}
