import type { z } from "zod";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { openScope, type Scope } from "@/server/tenancy/scope";
import type { JobDefinition } from "./define-job";
import { currentTraceparent } from "./trace-context";

/** A job waiting for the end of its transaction. */
export type PendingJob = {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly payload: unknown;
  readonly requestId: string;
  readonly trace: string | undefined;
  readonly options: EnqueueOptions;
};

export type EnqueueOptions = {
  /** Jobs of one tenant and name with the same key that have not started are one job; the last one's payload counts. */
  key?: string;
  /** Not before this instant. */
  runAt?: Date;
  /** 0 to 9, lower runs first; within one priority tenants take turns. 0 is usual, 5 for what may wait behind all. */
  priority?: number;
};

/**
 * Asks for a job in the open transaction: it exists if and only if the transaction commits.
 * The tenant travels by itself. Throws when the payload does not fit the job's schema. Returns the job's id.
 */
export function enqueue<S extends z.ZodType>(
  ctx: Ctx,
  job: JobDefinition<S>,
  payload: z.input<S>,
  options: EnqueueOptions = {},
): string {
  return enqueueAgain(ctx, { name: job.name, payload: job.schema.parse(payload), options });
}

/** A job by name and already accepted payload: replays and schedules. `id` keeps a replayed job's identity. */
export function enqueueAgain(
  ctx: Ctx,
  job: { id?: string; name: string; payload: unknown; options?: EnqueueOptions },
): string {
  const scope = openScope();
  if (ctx.tenantId !== scope.tenantId && scope.role !== "platform")
    throw new Error("enqueue() for another tenant than the transaction's");
  const { id = newId(), name, payload, options = {} } = job;
  const { tenantId, requestId } = ctx;
  scope.jobs.push({ id, tenantId, name, payload, requestId, trace: currentTraceparent(), options });
  return id;
}

/** Writes the scope's jobs through the chosen queue driver, inside the transaction, in one statement. */
export async function flushJobs(_ctx: Ctx, scope: Scope): Promise<void> {
  if (scope.jobs.length > 0)
    await composition().queue.enqueueInTransaction(scope, lastOfEachKey(scope.jobs));
}

/** Asked twice under one key in one transaction: one job, the last one's payload. */
function lastOfEachKey(jobs: readonly PendingJob[]): PendingJob[] {
  const kept = new Map<string, PendingJob>();
  for (const job of jobs) {
    const { key } = job.options;
    kept.set(key === undefined ? job.id : `${job.tenantId}:${job.name}:${key}`, job);
  }
  return [...kept.values()];
}
