import type { z } from "zod";
import type { Ctx } from "@/server/tenancy/context";

/** What a handler knows about its delivery. */
export type JobDelivery = {
  readonly name: string;
  /** The logical job's id: the same on every delivery of it. */
  readonly jobId: string;
  /** 1 on the first delivery. */
  readonly attempt: number;
  /** Aborted when the job's time is up or the process drains. */
  readonly signal: AbortSignal;
  /** When the time is up; long work looks at it and hands the rest on with `requeueRest`. */
  readonly deadline: Date;
  /** Time of the whole delivery in milliseconds. */
  readonly timeoutMs: number;
};

export type JobDefinition<S extends z.ZodType = z.ZodType> = {
  name: string;
  schema: S;
  handle(ctx: Ctx, payload: z.output<S>, delivery: JobDelivery): Promise<void>;
  /** Tries in all before the dead-letter list; 12 by default. */
  maxAttempts?: number;
  /** Replaces the usual backoff, where a schedule is published; milliseconds after the given try. */
  retryDelayMs?: (attempt: number) => number;
  /** Time for one delivery in milliseconds; 60 000 by default, at most `MAX_TIMEOUT_MS`. */
  timeoutMs?: number;
};

/** No job may hold its lease longer; work that needs more hands the rest on. */
export const MAX_TIMEOUT_MS = 600_000;
export const DEFAULT_TIMEOUT_MS = 60_000;
export const DEFAULT_MAX_ATTEMPTS = 12;

const NAME = /^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)+$/;

/**
 * Declares a job: one name, one schema, one handler. Handlers may run more than once and must be idempotent (`once`).
 * Throws at load time when the name is not `noun.verb` or the timeout is over the limit.
 */
export function defineJob<S extends z.ZodType>(job: JobDefinition<S>): JobDefinition<S> {
  if (!NAME.test(job.name)) throw new Error(`job name ${job.name} is not noun.verb`);
  if ((job.timeoutMs ?? 0) > MAX_TIMEOUT_MS) throw new Error(`job ${job.name} runs too long`);
  return job;
}
