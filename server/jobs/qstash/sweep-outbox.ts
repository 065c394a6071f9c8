import { sql } from "drizzle-orm";
import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { systemCtx } from "@/server/tenancy/context";
import { asScheduler } from "../as-scheduler";
import type { OutsideQueue } from "../queue";
import { publishRows, type UnpublishedRow } from "./publish-rows";

/** Rows published in one sweep. */
const LIMIT = 1_000;

/**
 * Publishes what its transaction could not: the process died after the commit, the vendor was away, the job lay
 * beyond the horizon. Also publishes anew what was published, fell due and was never finished (the vendor gave up
 * while we were down). Returns how many.
 */
export async function sweepOutbox(
  queue: OutsideQueue,
  { unpublishedMs = 5_000, lostMs = 900_000 }: { unpublishedMs?: number; lostMs?: number } = {},
): Promise<number> {
  const ctx = systemCtx(PLATFORM_TENANT_ID, "jobs.sweep");
  const rows = await asScheduler(ctx, async (tx) => {
    const { rows: stale } = await tx.execute<UnpublishedRow>(sql`
      update job_outbox set published_at = null, revision = revision + (published_at is not null)::int
      where (id, tenant_id) in (
        select id, tenant_id from job_outbox
        where ((published_at is null and created_at < now() - ${unpublishedMs} * interval '1 millisecond')
            or (published_at < now() - ${lostMs} * interval '1 millisecond' and run_at < now() - ${lostMs} * interval '1 millisecond'))
          and run_at < now() + interval '1 day' and (lease_until is null or lease_until < now())
        order by run_at limit ${LIMIT} for update skip locked)
      returning id, tenant_id as "tenantId", name, revision, run_at as "runAt"`);
    return stale;
  });
  await publishRows(queue, composition().db.app, rows);
  return rows.length;
}
