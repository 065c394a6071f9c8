import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { addMonths, type Day } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRun } from "./internal/run-dto";
import type { DifferenceRow, RunDifferenceDto, RunDifferenceInput } from "./schema";

type Row = Omit<DifferenceRow, "customerName" | "customerNumber"> & {
  name: string;
  number: number;
};
type Group = RunDifferenceDto["groups"][number];

/**
 * What a run bills against the recurring documents of the month before its day, customer by customer: who is new, who
 * is gone, who pays more or less, and why. The largest differences come first. Throws `NotFound`.
 */
export function runDifference(ctx: Ctx, input: RunDifferenceInput): Promise<RunDifferenceDto> {
  authorize(ctx, "billingRun.read");
  const { runId, kind, cursor, limit } = input;
  return inTenant(ctx, async (tx) => {
    const { billThrough, issuedOn } = await readRun(ctx, tx, runId);
    const base = billThrough < issuedOn ? billThrough : issuedOn;
    const [from, to] = [addMonths(base, -1, Number(base.slice(8))), base];
    const compared = comparison(ctx, runId, from, to);
    const { rows: groups } = await tx.execute<Group>(sql`
      ${compared} select currency, kind, count(*)::int as customers, sum(before)::float8 as "beforeMinor",
        sum(now)::float8 as "nowMinor" from compared group by currency, kind order by currency, kind`);
    const { rows } = await tx.execute<Row>(sql`
      ${compared} select d.customer_id as "customerId", c.name, c.number, d.currency, d.kind,
        d.before::float8 as "beforeMinor", d.now::float8 as "nowMinor", d.reasons
      from compared d join customers c on c.tenant_id = ${ctx.tenantId} and c.id = d.customer_id
      where d.kind <> 'same' and ${kind ? sql`d.kind = ${kind}` : sql`true`}
      order by abs(d.now - d.before) desc, d.customer_id, d.currency offset ${cursor} limit ${limit + 1}`);
    const items = rows.slice(0, limit).map(({ name, number, ...row }) => ({
      ...{ ...row, customerName: name, customerNumber: number },
    }));
    return { from, to, groups, items, nextCursor: rows.length > limit ? cursor + limit : null };
  });
}

/** Both sides by customer and currency, with what tells them apart. */
const comparison = (ctx: Ctx, runId: string, from: Day, to: Day) => sql`
  with now as (
    select customer_id, currency, sum(total_minor) as total, bool_or(kind = 'proration') as prorated,
      bool_or(charge_id is not null and total_minor > 0) as charged, bool_or(charge_id is not null and total_minor < 0) as discounted,
      count(distinct period_start) filter (where item_id is not null) as periods,
      array_agg(distinct item_id) filter (where item_id is not null) as items
    from billing_run_lines
    where tenant_id = ${ctx.tenantId} and run_id = ${runId} and invoice_id is not null and error is null
    group by customer_id, currency
  ), before as (
    select i.customer_id, i.currency, sum(l.total_minor) as total, bool_or(l.kind = 'proration') as prorated,
      bool_or(l.charge_id is not null and l.total_minor > 0) as charged,
      bool_or(l.charge_id is not null and l.total_minor < 0) as discounted,
      count(distinct l.period_start) filter (where l.item_id is not null) as periods,
      array_agg(distinct l.item_id) filter (where l.item_id is not null) as items
    from invoices i join invoice_lines l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
    where i.tenant_id = ${ctx.tenantId} and i.kind = 'recurring' and i.document_status = 'finalized'
      and i.issued_on >= ${from}::date and i.issued_on < ${to}::date and i.run_id is distinct from ${runId}::uuid
    group by i.customer_id, i.currency
  ), left_out as (
    select distinct customer_id, bool_or(error is not null) over (partition by customer_id) as failed
    from billing_run_lines where tenant_id = ${ctx.tenantId} and run_id = ${runId} and (error is not null or kind = 'skipped')
  ), compared as (
    select coalesce(n.customer_id, b.customer_id) as customer_id, coalesce(n.currency, b.currency) as currency,
      coalesce(b.total, 0) as before, coalesce(n.total, 0) as now,
      case when b.total is null then 'new' when n.total is null then 'gone' when n.total > b.total then 'up'
        when n.total < b.total then 'down' else 'same' end as kind,
      array_remove(array[
        case when o.failed then 'exception' when o.customer_id is not null then 'skipped' end,
        case when n.total is null and o.customer_id is null then 'ended' end,
        case when b.total is null then 'first' end,
        case when n.items is distinct from b.items and n.total is not null and b.total is not null then 'plan' end,
        case when n.periods is distinct from b.periods and n.total is not null and b.total is not null then 'periods' end,
        case when coalesce(n.prorated, false) or coalesce(b.prorated, false) then 'proration' end,
        case when coalesce(n.charged, false) or coalesce(b.charged, false) then 'charge' end,
        case when coalesce(n.discounted, false) or coalesce(b.discounted, false) then 'discount' end,
        case when n.items is not distinct from b.items and n.periods is not distinct from b.periods
          and not coalesce(n.prorated or b.prorated or n.charged or b.charged or n.discounted or b.discounted, false)
          and n.total <> b.total then 'price' end
      ], null) as reasons
    from now n full join before b on b.customer_id = n.customer_id and b.currency = n.currency
    left join left_out o on o.customer_id = coalesce(n.customer_id, b.customer_id)
  )`;
