import { sql } from "drizzle-orm";
import { holds } from "@/server/auth/authorize";
import { defineJob, type JobDelivery } from "@/server/jobs/define-job";
import { isNearDeadline } from "@/server/jobs/requeue-rest";
import { loadTaskKind } from "@/server/jobs/task-kinds";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { TaskKind } from "./define-task";
import { askForRun } from "./internal/ask-for-run";
import { endTask } from "./internal/end-task";
import { personOfTask } from "./internal/person-of-task";
import { runSlice } from "./internal/run-slice";
import { RUN_TASK } from "./internal/run-task-name";
import { selectTasks, type TaskRow } from "./internal/task-row";
import { isUnderWay } from "./schema";

/** How long one task keeps a worker before others have their turn, in milliseconds. */
const TURN_MS = 5_000;
const MAX_ATTEMPTS = 5;

/**
 * Works a long task off, a chunk a transaction. The task's row is locked by each chunk, and its counters say where it
 * stands: a killed worker loses at most the chunk that was open, and two deliveries take turns. A delivery ends after
 * five seconds and hands the rest on, so that tenants alternate.
 */
export const runTask = defineJob({
  ...RUN_TASK,
  maxAttempts: MAX_ATTEMPTS,
  handle: async (ctx, { taskId }, delivery) => {
    try {
      await takeTurn(ctx, taskId, delivery);
    } catch (error) {
      if (delivery.attempt >= MAX_ATTEMPTS) await giveUp(ctx, taskId);
      throw error;
    }
  },
});

async function takeTurn(ctx: Ctx, taskId: string, delivery: JobDelivery): Promise<void> {
  const until = Date.now() + TURN_MS;
  for (;;) {
    const step = await inTenant({ ...ctx, now: new Date() }, (tx) => oneChunk(ctx, tx, taskId));
    if (step === "over") return;
    if (step === "lastDone") return finish(ctx, taskId);
    if (Date.now() < until && !isNearDeadline(delivery)) continue;
    await inTenant(ctx, async () => askForRun(ctx, taskId, "rest"));
    return;
  }
}

type Step = "more" | "lastDone" | "over";

async function oneChunk(
  jobCtx: Ctx,
  tx: Parameters<Parameters<typeof inTenant>[1]>[0],
  taskId: string,
): Promise<Step> {
  const ctx = { ...jobCtx, now: new Date() };
  const [task] = await selectTasks(ctx, tx, sql`t.id = ${taskId}`, { lock: true });
  if (!task || !isUnderWay(task.status)) return "over";
  const kind = await loadTaskKind(task.kind);
  const person = await personOfTask(ctx, tx, task);
  const refusal = !kind ? "task_kind_unknown" : whyNot(kind, person);
  if (refusal || !kind || !person) {
    await endTask(person ?? ctx, tx, taskId, kind, { status: "failed", error: refusal ?? "" });
    return "over";
  }
  if (task.status === "waiting") await begin(ctx, tx, taskId);
  if ((await runSlice(person, tx, kind, task)) > 0) return "more";
  if (task.status !== "undoing") return "lastDone";
  await endTask(person, tx, taskId, kind, { status: "undone" });
  return "over";
}

const whyNot = (kind: TaskKind, person: Ctx | undefined): string | undefined =>
  person && holds(person.actor, kind.permission) ? undefined : "task_right_lost";

const begin = (ctx: Ctx, tx: Parameters<Parameters<typeof inTenant>[1]>[0], taskId: string) =>
  tx.execute(sql`update long_tasks set status = 'running', started_at = ${ctx.now.toISOString()}
    where tenant_id = ${ctx.tenantId} and id = ${taskId}`);

/** What the kind makes of the whole (a file), outside any transaction; then the end. Done twice it is the same. */
async function finish(jobCtx: Ctx, taskId: string): Promise<void> {
  const ctx = { ...jobCtx, now: new Date() };
  const found = await inTenant(ctx, async (tx): Promise<{ task?: TaskRow; person?: Ctx }> => {
    const [task] = await selectTasks(ctx, tx, sql`t.id = ${taskId}`);
    if (task?.status !== "running" && task?.status !== "waiting") return {};
    const person = await personOfTask(ctx, tx, task);
    return person ? { task, person } : {};
  });
  if (!found.task || !found.person) return;
  const { task, person } = found;
  const kind = await loadTaskKind(task.kind);
  const result = await kind?.finish?.(person, taskId, kind.input.parse(task.input.given));
  await inTenant(person, async (tx) => {
    const [now] = await selectTasks(ctx, tx, sql`t.id = ${taskId}`, { lock: true });
    if (!now || !isUnderWay(now.status) || now.status === "undoing") return;
    await endTask(person, tx, taskId, kind, { status: "done", ...(result && { result }) });
  });
}

/** It failed time and again: the person hears it; what was done can still be undone. */
async function giveUp(jobCtx: Ctx, taskId: string): Promise<void> {
  const ctx = { ...jobCtx, now: new Date() };
  log.error({ taskId, tenantId: ctx.tenantId }, "a long task was given up");
  await inTenant(ctx, async (tx) => {
    const [task] = await selectTasks(ctx, tx, sql`t.id = ${taskId}`, { lock: true });
    if (!task || !isUnderWay(task.status)) return;
    const kind = await loadTaskKind(task.kind);
    const person = await personOfTask(ctx, tx, task);
    await endTask(person ?? ctx, tx, taskId, kind, { status: "failed", error: "task_gave_up" });
  });
}
