import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { decimal, type Minor } from "@/server/kernel/money";
import { lineAmounts, wholeMinor } from "@/server/modules/billing/rules/line-amounts";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import type { Awaiting } from "../rules/first-payment";

type Priced = { amount: string; quantity: string; taxRate: string | null; taxIncluded: boolean };
type Row = Omit<Awaiting, "expectedMinor"> & {
  prepaid: boolean;
  charges: readonly Priced[];
  price: string | null;
} & Omit<Priced, "amount">;

/** `shut`: what waits for its first payment; `open`: what is not installed yet and was let through by `by`. */
export type Gate = { gate: "shut" } | { gate: "open"; by: string };

/** Services of a customer at the gate of their first payment, the oldest first, with what that payment is to cover. */
export async function readAwaiting(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  of: Gate,
): Promise<Awaiting[]> {
  const mine = sql`s.tenant_id = ${ctx.tenantId} and s.customer_id = ${customerId}`;
  const which =
    of.gate === "shut"
      ? sql`s.state in ('pendingPayment', 'pendingInstall') and 'payment' = any(s.holds)`
      : sql`s.state = 'pendingInstall' and not 'payment' = any(s.holds) and exists (select from service_holds h
          where h.tenant_id = s.tenant_id and h.service_id = s.id and h.reason = 'payment' and h.lifted_by = ${of.by})`;
  const { rowCount } = await tx.execute(
    sql`select 1 from services s where ${mine} and ${which} limit 1`,
  );
  if (!rowCount) return [];
  const { today } = await tenantFacts(ctx, tx);
  const rateOn = (taxClass: ReturnType<typeof sql>) => sql`(select r.rate::text from tax_rates r
    where r.tenant_id = s.tenant_id and r.tax_class_id = ${taxClass} and r.valid_from <= ${today}::date
    order by r.valid_from desc limit 1)`;
  const claims = sql`from invoices i where i.tenant_id = s.tenant_id and i.customer_id = s.customer_id
    and i.document_status = 'finalized' and i.total_minor > 0
    and exists (select from invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id and l.service_id = s.id)`;
  const { rows } = await tx.execute<Row>(sql`
    select s.id, s.currency, s.billing_mode = 'prepaid' as prepaid, t.quantity::text as quantity,
      case when exists (select ${claims} and i.open_minor > 0) then 'open'
        when exists (select ${claims} and i.written_off_minor = 0 and exists (select from payment_allocations a
          where a.tenant_id = i.tenant_id and a.invoice_id = i.id and a.reversed_at is null and a.credit_note_id is null))
          then 'paid' else 'nothing' end as claimed,
      coalesce(t.own_price, (select p.amount from prices p where p.tenant_id = s.tenant_id and p.price_book_id = b.id
        and p.item_id = t.item_id and p.valid_from <= ${today}::date order by p.valid_from desc limit 1))::text as price,
      coalesce(b.tax_included, true) as "taxIncluded", ${rateOn(sql`c.tax_class_id`)} as "taxRate",
      coalesce((select json_agg(json_build_object('amount', x.amount::text, 'quantity', x.quantity::text,
          'taxIncluded', x.tax_included, 'taxRate', ${rateOn(sql`x.tax_class_id`)}))
        from charges x where x.tenant_id = s.tenant_id and x.service_id = s.id and x.status = 'open'
          and x.basis = 'fixed' and not x.recurring), '[]') as charges
    from services s
    join catalog_items c on c.tenant_id = s.tenant_id and c.id = s.item_id
    join lateral (select * from service_terms t where t.tenant_id = s.tenant_id and t.service_id = s.id
      order by t.starts_on limit 1) t on true
    left join price_books b on b.tenant_id = s.tenant_id
      and case when s.price_book_id is null then b.is_default else b.id = s.price_book_id end
    where ${mine} and ${which} order by s.number`);
  return rows.map((row) => ({
    ...{ id: row.id, currency: row.currency, claimed: row.claimed },
    expectedMinor: expectedOf(row),
  }));
}

/** What is charged once, and the first period where it is paid ahead or where nothing else is charged. */
function expectedOf(row: Row): Minor | null {
  const { price, quantity, taxRate, taxIncluded, currency } = row;
  const parts: Priced[] = [...row.charges];
  if (row.prepaid || parts.length === 0) {
    if (price === null) return null;
    parts.push({ amount: price, quantity, taxRate, taxIncluded });
  }
  let sum = 0;
  for (const part of parts) {
    if (part.taxRate === null) return null;
    const amount = wholeMinor(decimal(part.amount).toFixed(), part.quantity, currency);
    sum += lineAmounts(amount, { taxRate: part.taxRate, taxIncluded: part.taxIncluded }).totalMinor;
  }
  return sum;
}

/** Money of a customer that pays nothing yet, by currency. */
export async function creditByCurrency(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
): Promise<Map<string, Minor>> {
  const { rows } = await tx.execute<{ currency: string; credit: Minor }>(sql`
    select currency, credit_minor::float8 as credit from customer_balances
    where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and credit_minor > 0`);
  return new Map(rows.map(({ currency, credit }) => [currency, credit]));
}
