import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { loadTaskKind } from "@/server/jobs/task-kinds";
import { toPage } from "@/server/kernel/to-page";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { selectTasks, toTaskDto, visibleTasks } from "./internal/task-row";
import type { ListTasksInput, TaskPage } from "./schema";

/** One's own long tasks, newest first; managers see everybody's. */
export function listTasks(ctx: Ctx, { cursor, limit }: ListTasksInput): Promise<TaskPage> {
  authorize(ctx, "task.manage");
  return inTenant(ctx, async (tx) => {
    const after = cursor
      ? sql`(t.created_at, t.id) < (select c.created_at, c.id from long_tasks c where c.tenant_id = ${ctx.tenantId} and c.id = ${cursor})`
      : sql`true`;
    const where = sql`${visibleTasks(ctx)} and ${after}`;
    const rows = await selectTasks(ctx, tx, where, { limit: limit + 1 });
    const items = await Promise.all(
      rows.map(async (row) => toTaskDto(ctx, await loadTaskKind(row.kind), row)),
    );
    return toPage(items, limit);
  });
}
