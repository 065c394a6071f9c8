import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { settleCommands } from "./internal/enforce/settle-commands";
import type { CommandIdInput, SettleTaskInput } from "./enforcement/schema";

/**
 * A person says what they saw after carrying a manual task out. What they saw is noted; only what was asked for, seen,
 * proves it, anything else leaves the task open. Throws `NotFound`, or `Conflict` when it is no longer open.
 */
export function settleManualTask(ctx: Ctx, input: SettleTaskInput): Promise<{ proven: boolean }> {
  authorize(ctx, "service.enforce");
  const { commandId, observed, note } = input;
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ serviceId: string; status: string }>(sql`
      select service_id as "serviceId", status from enforcement_commands
      where tenant_id = ${ctx.tenantId} and id = ${commandId} and kind = 'manual'`);
    const task = rows[0];
    if (!task) throw new NotFound("enforcementCommand");
    if (task.status !== "pending" && task.status !== "applied") throw new Conflict("task_not_open");
    const evidence = { by: actorId(ctx.actor), ...(note && { note }) };
    const attempt = { seen: { state: observed, evidence } };
    const { serviceId } = task;
    const proven = await settleCommands(ctx, tx, [{ serviceId, commandId, attempt }], ctx.now);
    return { proven: proven.has(commandId) };
  });
}

/** Takes a manual task: it is mine. Throws `NotFound` when it is not open here. */
export function takeManualTask(ctx: Ctx, { commandId }: CommandIdInput): Promise<void> {
  authorize(ctx, "service.enforce");
  const me = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
  return inTenant(ctx, async (tx) => {
    const { rowCount } = await tx.execute(sql`
      update enforcement_commands set assignee_membership_id = ${me}
      where tenant_id = ${ctx.tenantId} and id = ${commandId} and kind = 'manual' and status in ('pending', 'applied')`);
    if (rowCount === 0) throw new NotFound("enforcementCommand");
  });
}
