import type { Scope } from "@/server/tenancy/scope";
import type { PendingJob } from "./enqueue";
import type { RemoteQueue } from "./remote-queue";

/** Writes the jobs so that they exist if and only if the scope's transaction commits. */
type EnqueueInTransaction = (scope: Scope, jobs: readonly PendingJob[]) => Promise<void>;

/** The asking side of a job queue; drivers: graphile-worker (same database) and QStash. The working side is `worker.ts`. */
export type Queue =
  | { readonly driver: "graphile"; readonly enqueueInTransaction: EnqueueInTransaction }
  | {
      readonly driver: "qstash";
      readonly enqueueInTransaction: EnqueueInTransaction;
      readonly remote: RemoteQueue;
      /** Where the vendor calls us: `<origin>/api/jobs/<name>`. */
      readonly doorUrl: (job: string) => string;
      /** How long one delivery may take where we run, in seconds. */
      readonly limitSeconds: number;
    };

export type OutsideQueue = Extract<Queue, { driver: "qstash" }>;
