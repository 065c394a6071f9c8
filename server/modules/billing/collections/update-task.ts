import { and, eq } from "drizzle-orm";
import { collectionTasks } from "@/db/schema/dunning";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import { Conflict } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireOwner } from "./internal/require-owner";
import { fetchTask, type TaskRow, toTaskDto } from "./internal/task-row";
import { eventTowards, isClosed, taskMachine, type TaskStatus } from "./rules/task-machine";
import { type CollectionTaskDto, updateTaskInput, type UpdateTaskInput } from "./schema";

/** Texts that people write about a person stay out of the chain; that they changed is said. */
const TEXTS = new Set(["nextAction", "outcome"]);

/**
 * Owner, channel, next action and its day, outcome, status. Nothing changed states nothing. Throws `NotFound`, `Invalid`
 * beside the owner, `IllegalTransition`, `Conflict` for a status that only money or a promise sets.
 */
export async function updateTask(ctx: Ctx, given: UpdateTaskInput): Promise<CollectionTaskDto> {
  const { taskId, ...set } = updateTaskInput.parse(given);
  authorize(ctx, "collection.manage");
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const where = { permission: "collection.manage", today, lock: true } as const;
    const row = await fetchTask(ctx, tx, taskId, where);
    const changes = changesOf(row, set);
    if (!changes) return toTaskDto(row);
    await requireOwner(ctx, tx, set.ownerMembershipId);
    const status =
      set.status && set.status !== row.status ? moved(row.status, set.status) : row.status;
    await tx
      .update(collectionTasks)
      .set({ ...set, status, closedAt: closedAt(ctx, row, status), updatedAt: ctx.now })
      .where(and(eq(collectionTasks.tenantId, ctx.tenantId), eq(collectionTasks.id, taskId)));
    state(ctx, row, status, changes);
    return toTaskDto(await fetchTask(ctx, tx, taskId, where));
  });
}

function moved(from: TaskStatus, to: TaskStatus): TaskStatus {
  const event = eventTowards(from, to);
  if (!event) throw new Conflict("collection_status_not_by_hand");
  return transition("collectionTask", taskMachine, from, event);
}

const closedAt = (ctx: Ctx, row: TaskRow, status: TaskStatus): Date | null =>
  isClosed(status) ? (row.closedAt ?? ctx.now) : null;

type Changes = { before: Record<string, unknown>; after: Record<string, unknown> };

function state(ctx: Ctx, row: TaskRow, status: TaskStatus, { before, after }: Changes): void {
  const entity = { type: "collectionTask" as const, id: row.id };
  const said = (side: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(side).map(([key, value]) => [key, TEXTS.has(key) ? "…" : (value ?? null)]),
    );
  record(ctx, "collectionTask.updated", {
    entity,
    payload: { before: said(before), after: said(after) },
  });
  if (!isClosed(status) || status === row.status) return;
  const { customerId, currency, amountMinor, origin } = row;
  record(ctx, "collectionTask.closed", {
    entity,
    payload: { customerId, currency, amountMinor, origin, outcome: status },
  });
}
