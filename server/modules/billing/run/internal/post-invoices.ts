import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { takeNumbers } from "../../take-numbers";
import type { Chunk } from "./chunk";

/**
 * The documents of a chunk, and what else it holds. Later statements look them up by this list: rows of this transaction
 * have no statistics yet, and a sub-query over them is planned as a loop over a loop (quality.md §0.2).
 */
export type Posted = {
  count: number;
  /** Their ids as PostgreSQL writes an array: it goes back as it came. */
  ids: string;
  foreign: boolean;
  charges: boolean;
};

type UnitRow = { unit: string | null; invoices: number; foreign: boolean; charges: boolean };

/**
 * Inserts the chunk's documents with their lines. Numbers of each unit's series are taken in one step under the row's
 * lock, in the order of units, and given in the order of customers; without a gap, since all of it commits or none.
 */
export async function postInvoices(ctx: Ctx, tx: Tx, chunk: Chunk): Promise<Posted> {
  const { rows: units } = await tx.execute<UnitRow>(sql`
    select business_unit_id as unit, count(distinct invoice_id)::int as invoices,
      bool_or(currency <> ${chunk.run.policy.currency}) as foreign, bool_or(charge_id is not null) as charges
    from billing_run_lines l where ${chunk.billed(sql`l`)} group by business_unit_id order by business_unit_id nulls first`);
  const series = [];
  for (const { unit, invoices } of units) {
    const taken = await takeNumbers(ctx, tx, { kind: "invoice", businessUnitId: unit }, invoices);
    series.push({ unit, ...taken });
  }
  const ids = series.length > 0 ? await insertHeads(ctx, tx, chunk, series) : "{}";
  if (series.length > 0) await insertLines(ctx, tx, chunk);
  return {
    count: units.reduce((sum, { invoices }) => sum + invoices, 0),
    ids,
    foreign: units.some(({ foreign }) => foreign),
    charges: units.some(({ charges }) => charges),
  };
}

async function insertHeads(
  ctx: Ctx,
  tx: Tx,
  chunk: Chunk,
  series: readonly object[],
): Promise<string> {
  const { id: runId, issuedOn, policy } = chunk.run;
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const { rows } = await tx.execute<{ ids: string }>(sql`
    with series as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(series)}::jsonb)
        as s (unit uuid, "seriesId" uuid, prefix text, padding int, first bigint)
    ), heads as materialized (
      select l.invoice_id, l.customer_id, l.bill_key, l.currency, l.business_unit_id, min(l.bill_on) as bill_on,
        (array_agg(l.branch_id) filter (where l.position = 1))[1] as branch_id,
        sum(l.net_minor) as net, sum(l.tax_minor) as tax, sum(l.total_minor) as total,
        min(l.period_start) filter (where l.item_id is not null) as period_start,
        max(l.period_end) filter (where l.item_id is not null) as period_end
      from billing_run_lines l where ${chunk.billed(sql`l`)}
      group by l.invoice_id, l.customer_id, l.bill_key, l.currency, l.business_unit_id
    ), numbered as materialized (
      select h.*, s."seriesId" as series_id, s.prefix, s.padding,
        s.first - 1 + row_number() over (partition by h.business_unit_id order by h.customer_id, h.bill_on, h.invoice_id) as number
      from heads h join series s on s.unit is not distinct from h.business_unit_id
    ), told as (
      select n.*, n.prefix || lpad(n.number::text, greatest(n.padding, length(n.number::text)), '0') as full_number from numbered n
    ), made as (
    insert into invoices (id, tenant_id, customer_id, kind, series_id, number, full_number, document_status, payment_status,
      currency, fx_rate, net_minor, tax_minor, total_minor, open_minor, issued_on, due_on, period_start, period_end, bill_key,
      run_id, business_unit_id, branch_id, recipient, paid_at, search_text, created_at, updated_at)
    select n.invoice_id, ${ctx.tenantId}, n.customer_id, 'recurring', n.series_id, n.number, n.full_number, 'finalized',
      case when n.total = 0 then 'paid' else 'unpaid' end, n.currency,
      case when n.currency = ${policy.currency} then 1 else (${JSON.stringify(policy.fx)}::jsonb ->> n.currency)::numeric end,
      n.net, n.tax, n.total, n.total, ${issuedOn}::date,
      ${issuedOn}::date + coalesce(c.due_days, ${policy.dueDays}::int), n.period_start, n.period_end, n.bill_key,
      ${runId}, n.business_unit_id, coalesce(n.branch_id, c.branch_id),
      jsonb_build_object('name', coalesce(nullif(c.legal_name, ''), c.name), 'taxIdKind', c.tax_id_kind, 'taxId', c.tax_id,
        'address', coalesce(a.text, ''), 'email', c.email),
      case when n.total = 0 then ${now} end, lower(n.full_number) || ' ' || c.search_text, ${now}, ${now}
    from told n
    join customers c on c.tenant_id = ${ctx.tenantId} and c.id = n.customer_id
    left join lateral (
      select concat_ws(', ', nullif(street, ''), nullif(district, ''), nullif(city, ''), nullif(region, '')) as text
      from customer_addresses where tenant_id = ${ctx.tenantId} and customer_id = c.id
      order by (kind = 'fiscal') desc, is_primary desc, created_at limit 1) a on true
    order by n.customer_id, n.bill_on, n.invoice_id
    returning id)
    select array_agg(id)::text as ids from made`);
  return rows[0]?.ids ?? "{}";
}

async function insertLines(ctx: Ctx, tx: Tx, chunk: Chunk): Promise<void> {
  await tx.execute(sql`
    insert into invoice_lines (tenant_id, invoice_id, position, kind, service_id, item_id, charge_id, description, quantity,
      unit_price, tax_rate, tax_code, net_minor, tax_minor, total_minor, period_start, period_end, business_unit_id, branch_id,
      explanation)
    select l.tenant_id, l.invoice_id, l.position, l.kind, l.service_id, l.item_id, l.charge_id, l.description, l.quantity,
      l.unit_price, l.tax_rate, l.tax_code, l.net_minor, l.tax_minor, l.total_minor,
      case when l.period_end is not null then l.period_start end, l.period_end, l.business_unit_id, l.branch_id, l.explanation
    from billing_run_lines l where ${chunk.billed(sql`l`)} order by l.customer_id, l.invoice_id, l.position`);
}
