import type { z } from "zod";
import type { Ctx } from "@/server/tenancy/context";
import { enqueue } from "./enqueue";
import type { JobDefinition, JobDelivery } from "./define-job";

/** Most that is kept for the last commit and the answer; of a short delivery a fifth. */
const RESERVE_MS = 5_000;

/**
 * Should a long handler stop taking more work? True near the deadline, and while the process drains. Ask after a
 * piece of work, never before the first: a job that only hands itself on would go round for ever.
 */
export function isNearDeadline(delivery: JobDelivery): boolean {
  const reserveMs = Math.min(RESERVE_MS, delivery.timeoutMs / 5);
  return delivery.signal.aborted || delivery.deadline.getTime() - Date.now() <= reserveMs;
}

/**
 * Hands what is left of a long job on as a job of its own. Call it inside the transaction (`once`) that commits what
 * was done, so that no item is lost or done twice.
 */
export function requeueRest<S extends z.ZodType>(
  ctx: Ctx,
  job: JobDefinition<S>,
  rest: z.input<S>,
): string {
  return enqueue(ctx, job, rest);
}
