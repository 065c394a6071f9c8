import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { nextChunk, PLAN_CHUNK } from "./internal/due-customers";
import { planPlain } from "./internal/plan-plain";
import { planRest } from "./internal/plan-rest";
import { lockRun, type RunRow, WITHOUT_JIT, writeRun } from "./internal/run-row";

/**
 * Plans the next customers of a run in one transaction: lines, exceptions, skipped periods and the checkpoint. The run's
 * row is locked, so two workers take turns. Returns whether there is more; the last call makes the run `planned`.
 */
export function planChunk(ctx: Ctx, runId: string, size: number = PLAN_CHUNK): Promise<boolean> {
  return inTenant(ctx, async (tx) => {
    await tx.execute(WITHOUT_JIT);
    const run = await lockRun(ctx, tx, runId);
    if (run.status !== "planning") return false;
    const chunk = await nextChunk(ctx, tx, run, size);
    if (!chunk) {
      await finish(ctx, tx, run);
      return false;
    }
    // Lines that stand already: a run whose exceptions are tried again.
    const { rows: stood } = await tx.execute<{ id: string }>(sql`
      select distinct customer_id as id from billing_run_lines where tenant_id = ${ctx.tenantId} and run_id = ${runId}
        and customer_id > ${chunk.after} and customer_id <= ${chunk.last}`);
    const planned = new Set(stood.map(({ id }) => id));
    for (const id of await planPlain(ctx, tx, run, chunk, planned)) planned.add(id);
    await planRest(ctx, tx, run, chunk, planned);
    const { rows } = await tx.execute<{ customers: number; lines: number }>(sql`
      select count(distinct customer_id)::int as customers, count(invoice_id)::int as lines from billing_run_lines
      where tenant_id = ${ctx.tenantId} and run_id = ${runId} and customer_id > ${chunk.after} and customer_id <= ${chunk.last}`);
    await writeRun(ctx, tx, runId, {
      checkpoint: chunk.last,
      customers: run.customers + (rows[0]?.customers ?? 0),
      lines: run.lines + (rows[0]?.lines ?? 0),
    });
    return true;
  });
}

type Sums = { currency: string; invoices: number; net: number; tax: number; total: number };

async function finish(ctx: Ctx, tx: Tx, run: RunRow): Promise<void> {
  const mine = sql`tenant_id = ${ctx.tenantId} and run_id = ${run.id}`;
  const { rows } = await tx.execute<Sums>(sql`
    select currency, count(distinct invoice_id)::int as invoices, sum(net_minor)::float8 as net,
      sum(tax_minor)::float8 as tax, sum(total_minor)::float8 as total
    from billing_run_lines where ${mine} and invoice_id is not null and error is null group by currency order by currency`);
  const { rows: counts } = await tx.execute<{
    customers: number;
    lines: number;
    exceptions: number;
    skipped: number;
  }>(sql`
    select count(distinct customer_id)::int as customers, count(invoice_id) filter (where error is null)::int as lines,
      count(distinct customer_id) filter (where error is not null)::int as exceptions,
      count(*) filter (where kind = 'skipped')::int as skipped
    from billing_run_lines where ${mine}`);
  const totals = Object.fromEntries(
    rows.map(({ currency, invoices, net, tax, total }) => [
      currency,
      { invoices, netMinor: net, taxMinor: tax, totalMinor: total },
    ]),
  );
  const invoices = rows.reduce((sum, row) => sum + row.invoices, 0);
  const found = { ...counts[0], invoices };
  await writeRun(ctx, tx, run.id, {
    ...{ ...found, status: "planned", totals, checkpoint: null, plannedAt: ctx.now },
  });
  record(ctx, "billingRun.planned", {
    entity: { type: "billingRun", id: run.id },
    payload: {
      billThrough: run.billThrough,
      invoices,
      lines: counts[0]?.lines ?? 0,
      exceptions: counts[0]?.exceptions ?? 0,
    },
  });
}
