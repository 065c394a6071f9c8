import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { PendingJob } from "../enqueue";
import { publishRows, type UnpublishedRow } from "../qstash/publish-rows";
import type { OutsideQueue } from "../queue";
import type { RemoteQueue } from "../remote-queue";

/**
 * A queue outside the database: the job is a row of the business transaction, published after its commit. A publish
 * that fails, or a process that dies before it, is made good by the sweeper.
 */
export function openQstashQueue(options: {
  app: Database;
  remote: RemoteQueue;
  publicOrigin: string;
  limitSeconds: number;
}): OutsideQueue {
  const { app, remote, publicOrigin, limitSeconds } = options;
  const queue: OutsideQueue = {
    driver: "qstash",
    remote,
    limitSeconds,
    doorUrl: (job) => `${publicOrigin}/api/jobs/${job}`,
    enqueueInTransaction: async (scope, jobs) => {
      const { rows } = await scope.tx.execute<UnpublishedRow>(insertRows(jobs));
      scope.afterCommit.push(() => publishRows(queue, app, rows));
    },
  };
  return queue;
}

/**
 * The revision starts anywhere: a replayed job comes back under its own id, and the vendor must not take it for the
 * message of ten minutes ago. A row under the same key that has not started takes the new payload and time, and is published anew.
 */
const insertRows = (jobs: readonly PendingJob[]) => sql`
  insert into job_outbox as o (id, tenant_id, name, payload, request_id, traceparent, dedupe_key, run_at, revision)
  select j.id, j."tenantId", j.name, j.payload, j."requestId", j.trace, j.key, coalesce(j."runAt", now()), floor(random() * 1e9)::int
  from jsonb_to_recordset(${JSON.stringify(jobs.map(toRow))}::jsonb)
    as j(id uuid, "tenantId" uuid, name text, payload jsonb, "requestId" text, trace text, key text, "runAt" timestamptz)
  on conflict (tenant_id, name, dedupe_key) where started_at is null and dedupe_key is not null
  do update set payload = excluded.payload, run_at = excluded.run_at, request_id = excluded.request_id,
    traceparent = excluded.traceparent, revision = o.revision + 1, published_at = null
  returning id, tenant_id as "tenantId", name, revision, run_at as "runAt"`;

const toRow = (job: PendingJob) => ({
  id: job.id,
  tenantId: job.tenantId,
  name: job.name,
  payload: job.payload ?? null,
  requestId: job.requestId,
  trace: job.trace,
  key: job.options.key,
  runAt: job.options.runAt?.toISOString(),
});
