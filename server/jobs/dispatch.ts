import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { Invalid, TramaError } from "@/server/kernel/errors";
import { log, withLogFields } from "@/server/log";
import { metrics } from "@/server/observability/metrics";
import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { buryJob } from "./bury-job";
import { DEFAULT_MAX_ATTEMPTS, type JobDefinition } from "./define-job";
import type { JobEnvelope } from "./envelope";
import { PermanentJobError } from "./permanent-job-error";
import { loadJob } from "./registry";
import { retryDelayMs } from "./retry-delay";
import { type Delivery, runHandler } from "./run-handler";
import { contextOf } from "./trace-context";

/** What the driver does next: forget the job, or bring it back after the delay. */
export type JobOutcome =
  | { kind: "done" }
  | { kind: "buried" }
  /** `counted: false`: the process drains, so this delivery does not use up a try. */
  | { kind: "retry"; delayMs: number; counted: boolean; error: string };

/**
 * Runs one delivery of a job as its tenant and says what the driver must do. Never throws for a handler's failure;
 * throws only when the dead letter cannot be written, so that the driver keeps the job.
 */
export async function dispatch(envelope: JobEnvelope, delivery: Delivery): Promise<JobOutcome> {
  const ctx = systemCtx(envelope.tenant, envelope.job, { requestId: envelope.request });
  const fields = {
    tenant: envelope.tenant,
    request: envelope.request,
    job: envelope.job,
    jobId: envelope.id,
    attempt: delivery.attempt,
  };
  const startedAtMs = performance.now();
  const outcome = await withLogFields(fields, () =>
    inSpan(envelope, () => attempt(ctx, envelope, delivery)),
  );
  const seconds = (performance.now() - startedAtMs) / 1000;
  metrics.jobSeconds.observe({ job: envelope.job, outcome: outcome.kind }, seconds);
  return outcome;
}

async function attempt(ctx: Ctx, envelope: JobEnvelope, delivery: Delivery): Promise<JobOutcome> {
  let job: JobDefinition | undefined;
  try {
    job = await loadJob(envelope.job);
    const maxAttempts = job?.maxAttempts ?? DEFAULT_MAX_ATTEMPTS;
    // A job that takes the process with it never reaches the catch below; its next delivery is counted here.
    if (delivery.attempt > maxAttempts && delivery.diedBefore)
      throw new PermanentJobError("every try ended the process");
    if (!job) throw new Error(`no job ${envelope.job} in this version`);
    await runHandler(ctx, job, envelope, delivery);
    return { kind: "done" };
  } catch (error) {
    return failed(ctx, envelope, delivery, job, error);
  }
}

async function failed(
  ctx: Ctx,
  envelope: JobEnvelope,
  delivery: Delivery,
  job: JobDefinition | undefined,
  error: unknown,
): Promise<JobOutcome> {
  trace.getActiveSpan()?.setStatus({ code: SpanStatusCode.ERROR });
  if (delivery.draining.aborted)
    return { kind: "retry", delayMs: 0, counted: false, error: "the process drained" };
  if (isPermanent(error) || delivery.attempt >= (job?.maxAttempts ?? DEFAULT_MAX_ATTEMPTS)) {
    log.error({ err: error }, "job failed for good");
    await buryJob(ctx, envelope, { attempts: delivery.attempt, error });
    return { kind: "buried" };
  }
  const delayMs = job?.retryDelayMs?.(delivery.attempt) ?? waitMs(error, delivery.attempt);
  log.warn({ err: error, delayMs }, "job failed; it comes back");
  return { kind: "retry", delayMs, counted: true, error: String(error) };
}

const isPermanent = (error: unknown): boolean =>
  error instanceof PermanentJobError || error instanceof Invalid;

/** The vendor's own wait where it named one. */
function waitMs(error: unknown, attemptNumber: number): number {
  const named = error instanceof TramaError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  return Math.max(named, retryDelayMs(attemptNumber, Math.random()));
}

/** One trace from the request that asked to what the job does. */
function inSpan<T>(envelope: JobEnvelope, work: () => Promise<T>): Promise<T> {
  const attributes = { "trama.tenant": envelope.tenant, "trama.job_id": envelope.id };
  return trace
    .getTracer("trama.jobs")
    .startActiveSpan(
      `job ${envelope.job}`,
      { kind: SpanKind.CONSUMER, attributes },
      contextOf(envelope.trace),
      async (span) =>
        context
          .bind(context.active(), work)()
          .finally(() => span.end()),
    );
}
