import type { Ctx } from "@/server/tenancy/context";
import { DEFAULT_TIMEOUT_MS, type JobDefinition, type JobDelivery } from "./define-job";
import type { JobEnvelope } from "./envelope";
import { PermanentJobError } from "./permanent-job-error";

/** What a driver knows about one delivery. */
export type Delivery = {
  readonly attempt: number;
  /** The delivery before this one began and never ended: its process died. */
  readonly diedBefore: boolean;
  /** Aborted when the process ends: the job is given back. */
  readonly draining: AbortSignal;
  /** The driver's own limit (a function's time), where it has one. */
  readonly limitMs?: number;
};

/** The job ran longer than it may; its late writes are fenced by `once`. */
class JobTimedOut extends Error {}

/**
 * Parses the payload and runs the handler until it ends or its time is up. A payload that does not fit is permanent:
 * no retry can mend it.
 */
export async function runHandler(
  ctx: Ctx,
  job: JobDefinition,
  envelope: JobEnvelope,
  delivery: Delivery,
): Promise<void> {
  const parsed = job.schema.safeParse(envelope.payload);
  if (!parsed.success)
    throw new PermanentJobError(`payload of ${job.name} does not fit`, { cause: parsed.error });
  const timeoutMs = Math.min(job.timeoutMs ?? DEFAULT_TIMEOUT_MS, delivery.limitMs ?? Infinity);
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new JobTimedOut(`over ${timeoutMs} ms`)), timeoutMs);
  const signal = AbortSignal.any([timeout.signal, delivery.draining]);
  const told: JobDelivery = {
    name: job.name,
    jobId: envelope.id,
    attempt: delivery.attempt,
    signal,
    deadline: new Date(Date.now() + timeoutMs),
    timeoutMs,
  };
  try {
    await Promise.race([job.handle(ctx, parsed.data, told), rejectWhenAborted(signal)]);
  } finally {
    clearTimeout(timer);
  }
}

/** So that a handler that ignores its signal does not hold the worker. */
function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return promise;
}
