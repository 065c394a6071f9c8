import { sql } from "drizzle-orm";
import { composition } from "@/server/composition";
import { systemCtx, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { dispatch, type JobOutcome } from "../dispatch";
import type { OutsideQueue } from "../queue";
import { publishRows, type UnpublishedRow } from "./publish-rows";

/** Kept of the function's time for the answer and the last statements. */
const RESERVE_SECONDS = 5;

type Row = UnpublishedRow & {
  payload: unknown;
  requestId: string;
  traceparent: string | null;
  attempts: number;
};

/**
 * What became of a delivery. `absent`: done before, or moved to a later message. `busy`: another delivery holds it (or
 * its process died and the lease still runs), or it came early; the vendor is asked to come again.
 */
export type DeliveryResult =
  | { kind: JobOutcome["kind"] | "absent" }
  | { kind: "busy"; retryAfterSeconds: number };

/** Over the longest lease: a job that lies further ahead has a message of its own. */
const SOON_SECONDS = 900;

/**
 * Runs the job behind a message. The row is taken with a lease first (its number of tries is the lease's token), so
 * that of two deliveries at once one works, and removed when the job is done.
 */
export async function deliverRow(
  queue: OutsideQueue,
  message: { tenant: string; id: string; name: string },
): Promise<DeliveryResult> {
  const ctx = systemCtx(message.tenant, message.name);
  const row = await take(queue, ctx, message);
  if (!row) return whyNot(ctx, message.id);
  const envelope = {
    job: row.name,
    tenant: message.tenant,
    id: row.id,
    request: row.requestId,
    trace: row.traceparent ?? undefined,
    payload: row.payload,
  };
  const outcome = await dispatch(envelope, {
    attempt: row.attempts,
    diedBefore: true,
    draining: new AbortController().signal,
    limitMs: Math.max(1, queue.limitSeconds - RESERVE_SECONDS) * 1000,
  });
  if (outcome.kind === "retry") await bringBack(queue, ctx, row, outcome.delayMs);
  else await forget(ctx, row);
  return { kind: outcome.kind };
}

async function take(
  queue: OutsideQueue,
  ctx: Ctx,
  message: { id: string; name: string },
): Promise<Row | undefined> {
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<Row>(sql`
      update job_outbox set attempts = attempts + 1, started_at = coalesce(started_at, now()),
        lease_until = now() + ${queue.limitSeconds + RESERVE_SECONDS} * interval '1 second'
      where tenant_id = ${ctx.tenantId} and id = ${message.id} and name = ${message.name}
        and (lease_until is null or lease_until < now()) and run_at <= now() + interval '1 second'
      returning id, tenant_id as "tenantId", name, revision, run_at as "runAt", payload,
        request_id as "requestId", traceparent, attempts`);
    return rows[0];
  });
}

async function whyNot(ctx: Ctx, id: string): Promise<DeliveryResult> {
  const { rows } = await inTenant(ctx, (tx) =>
    tx.execute<{ seconds: number }>(sql`
      select ceil(extract(epoch from greatest(lease_until, run_at) - now()))::int as seconds
      from job_outbox where tenant_id = ${ctx.tenantId} and id = ${id}`),
  );
  const seconds = rows[0]?.seconds;
  if (seconds === undefined || seconds > SOON_SECONDS) return { kind: "absent" };
  return { kind: "busy", retryAfterSeconds: Math.max(1, seconds) };
}

async function bringBack(queue: OutsideQueue, ctx: Ctx, row: Row, delayMs: number): Promise<void> {
  const rows = await inTenant(ctx, async (tx) => {
    const { rows: later } = await tx.execute<UnpublishedRow>(sql`
      update job_outbox set lease_until = null, published_at = null, revision = revision + 1,
        run_at = now() + ${delayMs} * interval '1 millisecond'
      where tenant_id = ${ctx.tenantId} and id = ${row.id} and attempts = ${row.attempts}
      returning id, tenant_id as "tenantId", name, revision, run_at as "runAt"`);
    return later;
  });
  await publishRows(queue, composition().db.app, rows);
}

async function forget(ctx: Ctx, row: Row): Promise<void> {
  await inTenant(ctx, (tx) =>
    tx.execute(
      sql`delete from job_outbox where tenant_id = ${ctx.tenantId} and id = ${row.id} and attempts = ${row.attempts}`,
    ),
  );
}
