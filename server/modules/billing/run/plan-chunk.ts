import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { customersWithCharges, nextChunk, PLAN_CHUNK } from "./internal/due-customers";
import { planPlain } from "./internal/plan-plain";
import { planRest } from "./internal/plan-rest";
import { AS_CHUNK, DURABLY, lockRun, type RunRow, writeRun } from "./internal/run-row";

/**
 * Plans the next customers of a run in one transaction: lines, exceptions, skipped periods and the checkpoint. The run's
 * row is locked, so two workers take turns. Returns whether there is more; the last call makes the run `planned`.
 */
export function planChunk(ctx: Ctx, runId: string, size: number = PLAN_CHUNK): Promise<boolean> {
  return inTenant(ctx, async (tx) => {
    await tx.execute(AS_CHUNK);
    const run = await lockRun(ctx, tx, runId);
    if (run.status !== "planning") return false;
    const chunk = await nextChunk(ctx, tx, run, size);
    if (!chunk) {
      await finish(ctx, tx, run);
      return false;
    }
    const planned = await plan(ctx, tx, run, chunk);
    await writeRun(ctx, tx, runId, {
      checkpoint: chunk.last,
      customers: run.customers + planned.customers,
      lines: run.lines + planned.lines,
    });
    return true;
  });
}

async function plan(ctx: Ctx, tx: Tx, run: RunRow, chunk: { after: string; last: string }) {
  // Lines that stand already: a run whose exceptions are tried again.
  const { rows: stood } = await tx.execute<{ id: string; lines: number }>(sql`
    select customer_id as id, count(invoice_id)::int as lines from billing_run_lines
    where tenant_id = ${ctx.tenantId} and run_id = ${run.id} and customer_id > ${chunk.after} and customer_id <= ${chunk.last}
    group by customer_id`);
  const stoodIds = stood.map(({ id }) => id);
  const plain = await planPlain(ctx, tx, run, chunk, stoodIds);
  const others = new Set([...plain.left, ...(await customersWithCharges(ctx, tx, run, chunk))]);
  for (const id of stoodIds) others.delete(id);
  const rest = await planRest(ctx, tx, run, [...others].toSorted());
  return {
    customers: stood.length + plain.customers + rest.customers,
    lines: plain.lines + rest.lines + stood.reduce((sum, { lines }) => sum + lines, 0),
  };
}

type Sums = {
  currency: string;
  invoices: number;
  lines: number;
  skipped: number;
  exceptions: number;
  net: number;
  tax: number;
  total: number;
};

/** Ends the planning: counts and sums, in one look at the lines. Each document has one line in the first place. */
async function finish(ctx: Ctx, tx: Tx, run: RunRow): Promise<void> {
  await tx.execute(DURABLY);
  const billed = sql`filter (where invoice_id is not null and error is null)`;
  const { rows } = await tx.execute<Sums>(sql`
    select currency, count(*) filter (where position = 1 and invoice_id is not null and error is null)::int as invoices,
      count(*) ${billed}::int as lines, count(*) filter (where kind = 'skipped')::int as skipped,
      count(distinct customer_id) filter (where error is not null)::int as exceptions,
      (sum(net_minor) ${billed})::float8 as net, (sum(tax_minor) ${billed})::float8 as tax,
      (sum(total_minor) ${billed})::float8 as total
    from billing_run_lines where tenant_id = ${ctx.tenantId} and run_id = ${run.id} group by currency order by currency`);
  const sum = (of: "invoices" | "lines" | "skipped" | "exceptions") =>
    rows.reduce((all, row) => all + row[of], 0);
  const found = { invoices: sum("invoices"), lines: sum("lines"), exceptions: sum("exceptions") };
  const totals = Object.fromEntries(
    rows
      .filter(({ invoices }) => invoices > 0)
      .map(({ currency, invoices, net, tax, total }) => [
        currency,
        { invoices, netMinor: net, taxMinor: tax, totalMinor: total },
      ]),
  );
  await writeRun(ctx, tx, run.id, {
    ...{ ...found, skipped: sum("skipped"), status: "planned", totals, checkpoint: null },
    plannedAt: ctx.now,
  });
  record(ctx, "billingRun.planned", {
    entity: { type: "billingRun", id: run.id },
    payload: { billThrough: run.billThrough, ...found },
  });
}
