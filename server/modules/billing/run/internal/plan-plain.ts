import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { currencyDigits } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { minimumMinor } from "../policy";
import { isDue } from "./due-customers";
import type { RunRow } from "./run-row";

/** Currencies whose digits are not two, for SQL: `[{ currency, digits }]`. */
const oddDigits = JSON.stringify(
  ["CLP", "PYG", "JPY", "KRW", "UYW"].map((currency) => [currency, currencyDigits(currency)]),
);

/** The anchor's day so many months later. `app.period_end` says the same of an anchor day; called, it costs ten times as much. */
const anchorAfter = (from: SQL, months: SQL, anchor: SQL): SQL => {
  const first = sql`date_trunc('month', ${from}::timestamp) + make_interval(months => ${months})`;
  return sql`least((${first})::date + ${anchor} - 1, (${first} + interval '1 month')::date - 1)`;
};

/**
 * Plans by SQL alone the customers of whom everything is plain: each due service has one whole period due, one term over
 * it, no held day (`services.plain` says so), and the customer no open charge. What it writes is what `planCustomer` would write; a test holds the
 * two together. The others, and those whose price, tax or rate is missing, are left to `planRest`. Returns
 * the customers that it planned: the run's new rows have no statistics, so they are told, not looked up.
 */
export async function planPlain(
  ctx: Ctx,
  tx: Tx,
  run: RunRow,
  { after, last }: { after: string; last: string },
  planned: ReadonlySet<string>,
): Promise<string[]> {
  const { policy, billThrough, issuedOn, id: runId } = run;
  const lead = policy.prepaidLeadDays;
  const { tenantId } = ctx;
  const { rows } = await tx.execute<{ id: string }>(sql`
    with tax as materialized (
      select distinct on (c.id) c.id, c.code, r.rate, r.valid_from from tax_classes c
      join tax_rates r on r.tenant_id = c.tenant_id and r.tax_class_id = c.id
      where c.tenant_id = ${tenantId} and r.valid_from <= ${issuedOn}::date order by c.id, r.valid_from desc
    ), priced as materialized (
      select price_book_id, item_id, amount, valid_from,
        lead(valid_from, 1, 'infinity') over (partition by price_book_id, item_id order by valid_from) as until
      from prices where tenant_id = ${tenantId}
    ), digits as materialized (
      select (e ->> 0) as currency, (e ->> 1)::int as digits from jsonb_array_elements(${oddDigits}::jsonb) e
    ), due as materialized (
      select s.id, s.number, s.customer_id, s.label, s.currency, s.price_book_id, s.business_unit_id, s.branch_id,
        s.next_period_on as p, ${anchorAfter(sql`s.next_period_on`, sql`s.interval_months`, sql`s.anchor_day`)} as e,
        s.billing_mode, s.anchor_day, s.interval_months,
        s.plain and s.ends_on is null and ${anchorAfter(sql`s.next_period_on`, sql`0`, sql`s.anchor_day`)} = s.next_period_on as plain
      from services s
      where s.tenant_id = ${tenantId} and s.customer_id > ${after} and s.customer_id <= ${last} and ${isDue(run)}
    ), rated as materialized (
      select d.*, t.item_id, t.quantity, t.own_price, i.name as item_name, tax.code, tax.rate, tax.valid_from as tax_from,
        b.tax_included, pr.amount, pr.valid_from as price_from,
        coalesce(d.business_unit_id, i.business_unit_id) as unit,
        case when d.billing_mode = 'prepaid' then d.p - ${lead}::int else d.e end as bill_on,
        case when d.billing_mode = 'prepaid' then d.e - ${lead}::int
          else ${anchorAfter(sql`d.e`, sql`d.interval_months`, sql`d.anchor_day`)} end as next_bill_on,
        coalesce(t.own_price, pr.amount) as price, 10 ^ coalesce(g.digits, 2)::numeric as scale
      from due d
      left join lateral (select item_id, quantity, own_price from service_terms
        where tenant_id = ${tenantId} and service_id = d.id and starts_on <= d.p order by starts_on desc limit 1) t on d.plain
      left join catalog_items i on i.tenant_id = ${tenantId} and i.id = t.item_id
      left join price_books b on b.tenant_id = ${tenantId} and b.currency = d.currency
        and (b.id = d.price_book_id or (d.price_book_id is null and b.is_default))
      left join priced pr on pr.price_book_id = b.id and pr.item_id = t.item_id and t.own_price is null
        and pr.valid_from <= d.p and d.p < pr.until
      left join tax on tax.id = i.tax_class_id
      left join digits g on g.currency = d.currency
    ), amounts as materialized (
      select r.*, round(r.price * r.quantity * r.scale)::bigint as amount_minor,
        r.customer_id || ':' || r.currency || ':' || r.bill_on || ':' || coalesce(r.unit::text, '-') as bill_key
      from rated r
    ), lines as materialized (
      select a.*,
        case when a.tax_included then round(a.amount_minor / (1 + a.rate / 100))::bigint else a.amount_minor end as net,
        case when a.tax_included then a.amount_minor else a.amount_minor + round(a.amount_minor * a.rate / 100)::bigint end as total
      from amounts a
    ), sums as materialized (
      select customer_id, bill_key, sum(total) as total, bool_and(coalesce(
        plain and bill_on <= ${billThrough}::date and next_bill_on > ${billThrough}::date and item_id is not null
        and price is not null and rate is not null and tax_included is not null and total >= 0
        and (currency = ${policy.currency} or jsonb_exists(${JSON.stringify(policy.fx)}::jsonb, currency)), false)) as plain,
        min(currency) as currency
      from lines group by customer_id, bill_key
    ), plain as materialized (
      select u.customer_id from sums u
      where not exists (select from charges c where c.tenant_id = ${tenantId} and c.customer_id = u.customer_id
          and c.status = 'open')
        and u.customer_id <> all (${sql.param([...planned])}::uuid[])
      group by u.customer_id
      having bool_and(u.plain and (u.total = 0 or u.currency <> ${policy.currency}
          or u.total >= ${minimumMinor(policy)(policy.currency)})
        and not exists (select from invoices i where i.tenant_id = ${tenantId} and i.bill_key = u.bill_key))
    ), bills as materialized (
      select u.bill_key, uuidv7() as invoice_id from sums u join plain using (customer_id) order by u.bill_key
    )
    insert into billing_run_lines (tenant_id, run_id, customer_id, service_id, item_id, invoice_id, bill_on, bill_key, position,
      kind, description, currency, quantity, unit_price, tax_rate, tax_code, net_minor, tax_minor, total_minor,
      period_start, period_end, business_unit_id, branch_id, explanation)
    select ${tenantId}, ${runId}, l.customer_id, l.id, l.item_id, b.invoice_id, l.bill_on, l.bill_key,
      row_number() over (partition by l.bill_key order by l.number),
      'recurring', case when l.label = '' then l.item_name else l.item_name || ' · ' || l.label end, l.currency,
      l.quantity, l.price, l.rate, l.code, l.net, l.total - l.net, l.total, l.p, l.e, l.unit, l.branch_id,
      jsonb_build_object('formula', 'fullPeriod', 'price', trim_scale(l.price)::text, 'quantity', trim_scale(l.quantity)::text,
        'periodStart', l.p, 'periodEnd', l.e, 'taxIncluded', l.tax_included, 'taxRate', trim_scale(l.rate)::text,
        'taxCode', l.code, 'taxRateFrom', l.tax_from,
        case when l.own_price is null then 'priceFrom' else 'ownPrice' end,
        case when l.own_price is null then l.price_from::text else trim_scale(l.price)::text end)
    from lines l join bills b using (bill_key)
    order by l.bill_key, l.number
    returning customer_id as id`);
  return rows.map(({ id }) => id);
}
