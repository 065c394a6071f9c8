import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { OutsideQueue } from "../queue";
import type { RemoteMessage } from "../remote-queue";

/** What a publish needs to know of a job's row. */
export type UnpublishedRow = {
  id: string;
  tenantId: string;
  name: string;
  revision: number;
  runAt: Date | string;
};

/** Messages sent in one call. */
const BATCH = 100;
/** Jobs later than this wait in our table: vendors limit how far ahead a message may lie. */
const HORIZON_MS = 86_400_000;

/** Publishes rows that are due within the horizon and notes it on them, tenant by tenant. */
export async function publishRows(
  queue: OutsideQueue,
  app: Database,
  rows: readonly UnpublishedRow[],
): Promise<void> {
  const due = rows.filter((row) => new Date(row.runAt).getTime() <= Date.now() + HORIZON_MS);
  for (let start = 0; start < due.length; start += BATCH) {
    const batch = due.slice(start, start + BATCH);
    const ids = await queue.remote.publish(batch.map((row) => toMessage(queue, row)));
    await notePublished(app, batch, ids);
  }
}

function toMessage(queue: OutsideQueue, row: UnpublishedRow): RemoteMessage {
  const runAt = new Date(row.runAt);
  return {
    url: queue.doorUrl(row.name),
    body: JSON.stringify({ tenant: row.tenantId, id: row.id }),
    dedupeId: `${row.id}.${row.revision}`,
    notBefore: runAt.getTime() > Date.now() ? runAt : undefined,
    shareKey: row.tenantId,
    timeoutSeconds: queue.limitSeconds,
  };
}

async function notePublished(
  app: Database,
  rows: readonly UnpublishedRow[],
  messageIds: readonly string[],
): Promise<void> {
  const known = rows.map((row, index) => ({ ...row, messageId: messageIds[index] ?? null }));
  for (const [tenantId, own] of Map.groupBy(known, (row) => row.tenantId))
    await app.transaction(tenantId, (tx) =>
      tx.execute(sql`
        update job_outbox o set published_at = now(), message_id = p."messageId"
        from jsonb_to_recordset(${JSON.stringify(own)}::jsonb) as p(id uuid, revision integer, "messageId" text)
        where o.tenant_id = ${tenantId} and o.id = p.id and o.revision = p.revision`),
    );
}
