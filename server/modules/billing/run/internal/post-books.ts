import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { currencyDigits } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import type { Chunk } from "./chunk";
import type { Posted } from "./post-invoices";

/**
 * Posts an entry a document, under the document's own id: debit receivable, credit revenue and tax by unit and branch.
 * The same legs as `documentLegs` gives: in another currency each leg at the document's rate, the largest share takes
 * what rounding leaves. A document of zero is no entry.
 */
export async function postBooks(
  ctx: Ctx,
  tx: Tx,
  chunk: Chunk,
  { ids, foreign }: Posted,
): Promise<void> {
  const { issuedOn } = chunk.run;
  await tx.execute(sql`
    insert into ledger_entries (id, tenant_id, on_day, kind, source_type, source_id, created_at)
    select l.invoice_id, ${ctx.tenantId}, ${issuedOn}::date, 'invoice', 'invoice', l.invoice_id, ${ctx.now.toISOString()}::timestamptz
    from billing_run_lines l where ${chunk.billed(sql`l`)}
    group by l.invoice_id having sum(l.total_minor) <> 0 or sum(abs(l.net_minor)) <> 0 order by l.invoice_id`);
  await tx.execute(foreign ? legsWithRates(ctx, chunk, ids) : legsInOwn(ctx, chunk, ids));
}

const shares = (chunk: Chunk) => sql`
  select l.invoice_id, l.customer_id, l.currency, v.account, l.business_unit_id, l.branch_id, -sum(v.minor) as amount
  from billing_run_lines l cross join lateral (values ('revenue', l.net_minor), ('tax', l.tax_minor)) v (account, minor)
  where ${chunk.billed(sql`l`)}
  group by l.invoice_id, l.customer_id, l.currency, v.account, l.business_unit_id, l.branch_id
  having sum(v.minor) <> 0`;

const claims = (ctx: Ctx, ids: string) => sql`
  select i.id as invoice_id, i.customer_id, i.currency, 'receivable' as account, i.business_unit_id, i.branch_id,
    i.total_minor::numeric as amount
  from invoices i where i.tenant_id = ${ctx.tenantId} and i.total_minor <> 0
    and i.id = any(${ids}::uuid[])`;

const legsInOwn = (ctx: Ctx, chunk: Chunk, ids: string) => sql`
  insert into ledger_legs (tenant_id, entry_id, account, customer_id, currency, amount_minor, base_minor, business_unit_id, branch_id)
  select ${ctx.tenantId}, x.invoice_id, x.account, x.customer_id, x.currency, x.amount, x.amount, x.business_unit_id, x.branch_id
  from (${claims(ctx, ids)} union all ${shares(chunk)}) x order by x.invoice_id`;

/** What a minor unit of each foreign currency is in minor units of the tenant's. */
function factors({ run: { policy } }: Chunk): string {
  const own = currencyDigits(policy.currency);
  const rates = Object.entries(policy.fx).map(([currency, rate]) => ({
    currency,
    rate,
    shift: own - currencyDigits(currency),
  }));
  return JSON.stringify([...rates, { currency: policy.currency, rate: "1", shift: 0 }]);
}

const legsWithRates = (ctx: Ctx, chunk: Chunk, ids: string) => sql`
  with factors as materialized (
    select currency, rate * 10::numeric ^ shift as factor
    from jsonb_to_recordset(${factors(chunk)}::jsonb) as f (currency text, rate numeric, shift int)
  ), legs as materialized (
    select x.*, round(x.amount * f.factor)::bigint as base, x.account = 'receivable' as is_claim
    from (${claims(ctx, ids)} union all ${shares(chunk)}) x join factors f on f.currency = x.currency
  ), weighed as (
    select g.*, sum(g.base) over (partition by g.invoice_id) as rest,
      row_number() over (partition by g.invoice_id order by g.is_claim, abs(g.amount) desc, g.account) as place
    from legs g
  )
  insert into ledger_legs (tenant_id, entry_id, account, customer_id, currency, amount_minor, base_minor, business_unit_id, branch_id)
  select ${ctx.tenantId}, w.invoice_id, w.account, w.customer_id, w.currency, w.amount,
    case when w.place = 1 then w.base - w.rest else w.base end, w.business_unit_id, w.branch_id
  from weighed w order by w.invoice_id`;
