import type { z } from "zod";
import type { Ctx } from "@/server/tenancy/context";
import { enqueue } from "./enqueue";
import type { JobDefinition, JobDelivery } from "./define-job";

/** Time kept for the last commit and the answer. */
const RESERVE_MS = 5_000;

/** Should a long handler stop taking more work? True near the deadline, and while the process drains. */
export function isNearDeadline(delivery: JobDelivery, reserveMs: number = RESERVE_MS): boolean {
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
