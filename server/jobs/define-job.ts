import type { z } from "zod";
import type { Ctx } from "@/server/tenancy/context";

/** What a handler knows about its delivery. */
export type JobDelivery = {
  /** The logical job's id: the same on every delivery of it. */
  jobId: string;
  attempt: number;
  /** Aborted when the job's time is up or the process drains. */
  signal: AbortSignal;
};

export type JobDefinition<S extends z.ZodType = z.ZodType> = {
  name: string;
  schema: S;
  handle(ctx: Ctx, payload: z.output<S>, delivery: JobDelivery): Promise<void>;
  /** Tries in all before the dead-letter list; 12 by default. */
  maxAttempts?: number;
  timeoutMs?: number;
};

/** Declares a job: one name, one schema, one handler. Handlers may run more than once and must be idempotent. */
export function defineJob<S extends z.ZodType>(job: JobDefinition<S>): JobDefinition<S> {
  return job;
}
