import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { enqueue } from "@/server/jobs/enqueue";
import { useCredit } from "@/server/modules/payments/use-credit";
import { refreshPlain } from "@/server/modules/subscriptions/refresh-plain";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type Chunk, nextPostChunk, POST_CHUNK } from "./internal/chunk";
import { postBooks } from "./internal/post-books";
import { postEvents } from "./internal/post-events";
import { postInvoices } from "./internal/post-invoices";
import { postCharges, postPeriods } from "./internal/post-periods";
import { AS_CHUNK, DURABLY, lockRun, type RunRow, writeRun } from "./internal/run-row";
import { tellRun } from "./tell-run";
import { ChangedMeanwhile, moveServices, setStaleAside } from "./internal/stale-customers";

/** A chunk whose services change under it again and again is given back to the queue. */
const TRIES = 5;

/**
 * Posts the next customers of an approved run in one transaction: documents, lines, numbers, books, periods, charges,
 * facts, the services' next days and the checkpoint; all of them or none. The run's row is locked, so two workers take
 * turns, and a killed one loses only the chunk that was open. Returns whether there is more. `quiet` tells no customer:
 * what is posted is of the past, and known.
 */
export async function postChunk(
  ctx: Ctx,
  runId: string,
  { size = POST_CHUNK, quiet = false }: { size?: number | undefined; quiet?: boolean } = {},
): Promise<boolean> {
  for (let attempt = 1; ; attempt++)
    try {
      return await inTenant(ctx, (tx) => post(ctx, tx, { runId, size, quiet, again: attempt > 1 }));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || attempt === TRIES) throw error;
    }
}

type Turn = { runId: string; size: number; quiet: boolean; again: boolean };

async function post(ctx: Ctx, tx: Tx, { runId, size, quiet, again }: Turn): Promise<boolean> {
  await tx.execute(AS_CHUNK);
  const run = await lockRun(ctx, tx, runId);
  if (run.status !== "approved" && run.status !== "running") return false;
  const chunk = await nextPostChunk(ctx, tx, run, size);
  if (!chunk) {
    await finish(ctx, tx, run);
    return false;
  }
  // Rarely is anybody stale: whether, the move itself says, and then the chunk begins again.
  if (again) await setStaleAside(ctx, tx, chunk);
  const odd = await moveServices(ctx, tx, chunk);
  const posted = await postInvoices(ctx, tx, chunk);
  await postPeriods(ctx, tx, chunk);
  if (posted.charges) await postCharges(ctx, tx, chunk);
  // An odd first period, a hold, a charge may lie behind them now.
  await refreshPlain(ctx, tx, odd);
  await writeRun(ctx, tx, runId, {
    ...{ status: "running", checkpoint: chunk.last, startedAt: run.startedAt ?? ctx.now },
  });
  if (posted.count === 0) return true;
  await postBooks(ctx, tx, chunk, posted);
  await payWithCredit(ctx, tx, chunk);
  await postEvents(ctx, tx, posted.ids);
  if (!quiet) enqueue(ctx, tellRun, { runId, after: chunk.after, last: chunk.last });
  return true;
}

/** Who has credit pays the new document with it, as with one that is issued by hand. */
async function payWithCredit(ctx: Ctx, tx: Tx, chunk: Chunk): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct b.customer_id as id from customer_balances b
    where b.tenant_id = ${ctx.tenantId} and b.credit_minor > 0 and b.customer_id > ${chunk.after} and b.customer_id <= ${chunk.last}
      and exists (select from billing_run_lines l where ${chunk.billed(sql`l`)} and l.customer_id = b.customer_id)`);
  if (rows.length > 0) await useCredit(ctx, tx, { customerIds: rows.map(({ id }) => id) });
}

async function finish(ctx: Ctx, tx: Tx, run: RunRow): Promise<void> {
  await tx.execute(DURABLY);
  const { rows } = await tx.execute<{ invoices: number; lines: number; exceptions: number }>(sql`
    select count(*) filter (where position = 1 and invoice_id is not null and error is null)::int as invoices,
      count(invoice_id) filter (where error is null)::int as lines,
      count(distinct customer_id) filter (where error is not null)::int as exceptions
    from billing_run_lines where tenant_id = ${ctx.tenantId} and run_id = ${run.id}`);
  const found = rows[0] ?? { invoices: 0, lines: 0, exceptions: 0 };
  await writeRun(ctx, tx, run.id, { ...found, status: "posted", postedAt: ctx.now });
  record(ctx, "billingRun.posted", {
    entity: { type: "billingRun", id: run.id },
    payload: { billThrough: run.billThrough, ...found },
  });
}
