import type { z } from "zod";
import { composition } from "@/server/composition";
import type { Ctx } from "@/server/tenancy/context";
import { openScope, type Scope } from "@/server/tenancy/scope";
import type { JobDefinition } from "./define-job";

/** A job waiting for the end of its transaction. */
export type PendingJob = { name: string; payload: unknown; options: EnqueueOptions };

export type EnqueueOptions = {
  /** Jobs of one tenant with the same key that have not started are one job. */
  key?: string;
  runAt?: Date;
  /** Lower runs first; 0 is usual. */
  priority?: number;
};

/**
 * Asks for a job in the open transaction: it exists if and only if the transaction commits.
 * The tenant travels by itself. Throws when the payload does not fit the job's schema.
 */
export function enqueue<S extends z.ZodType>(
  _ctx: Ctx,
  job: JobDefinition<S>,
  payload: z.input<S>,
  options: EnqueueOptions = {},
): void {
  const scope = openScope();
  scope.jobs.push({ name: job.name, payload: job.schema.parse(payload), options });
}

/** Writes the scope's jobs through the chosen queue driver, inside the transaction. */
export async function flushJobs(ctx: Ctx, scope: Scope): Promise<void> {
  if (scope.jobs.length > 0) await composition().queue.enqueueInTransaction(ctx, scope);
}
