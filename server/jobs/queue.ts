import type { Ctx } from "@/server/tenancy/context";
import type { Scope } from "@/server/tenancy/scope";

/** The asking side of a job queue; drivers: graphile-worker (same database) and QStash. The working side is `worker.ts`. */
export type Queue = {
  readonly driver: "graphile" | "qstash";
  /** Writes `scope.jobs` so that they exist if and only if the transaction commits. */
  enqueueInTransaction(ctx: Ctx, scope: Scope): Promise<void>;
};
