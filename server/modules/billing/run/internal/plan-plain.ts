import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { currencyDigits } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { minimumMinor } from "../policy";
import { isDue } from "./due-customers";
import type { RunRow } from "./run-row";

/** Minor units in one of a currency whose digits are not two, for SQL: `[[currency, scale]]`. */
const oddScales = JSON.stringify(
  ["CLP", "PYG", "JPY", "KRW", "UYW"].map((currency) => [currency, 10 ** currencyDigits(currency)]),
);

/** The anchor's day so many months later. `app.period_end` says the same of an anchor day; called, it costs ten times as much. */
const anchorAfter = (from: SQL, months: SQL, anchor: SQL): SQL => {
  const first = sql`date_trunc('month', ${from}::timestamp) + make_interval(months => ${months})`;
  return sql`least((${first})::date + ${anchor} - 1, (${first} + interval '1 month')::date - 1)`;
};

/** A chunk's customers. */
type Range = { after: string; last: string };

/** What SQL planned of a chunk, and the customers with a service due that it left to the rules. */
export type PlannedPlain = { customers: number; lines: number; left: string[] };

/**
 * Plans by SQL alone the customers of whom everything is plain: each due service has one whole period due, one term over
 * it, no held day (`services.plain` says so), and the customer no open charge. What it writes is what `planCustomer`
 * would write; a test holds the two together. The others, and those whose price, tax or rate is missing, are named.
 */
export async function planPlain(
  ctx: Ctx,
  tx: Tx,
  run: RunRow,
  chunk: Range,
  stood: readonly string[],
): Promise<PlannedPlain> {
  const { rows } = await tx.execute<PlannedPlain>(sql`
    with decided as materialized (${decided(ctx, run, chunk, amounts(ctx, run, chunk, stood))}), written as (
      insert into billing_run_lines (tenant_id, run_id, customer_id, service_id, item_id, invoice_id, bill_on, bill_key, position,
        kind, description, currency, quantity, unit_price, tax_rate, tax_code, net_minor, tax_minor, total_minor,
        period_start, period_end, business_unit_id, branch_id, explanation)
      select ${ctx.tenantId}, ${run.id}, l.customer_id, l.id, l.item_id, l.invoice_id, l.bill_on, l.bill_key, l.position,
        'recurring', case when l.label = '' then l.item_name else l.item_name || ' · ' || l.label end, l.currency,
        l.quantity, l.price, l.rate, l.code, l.net, l.total - l.net, l.total, l.p, l.e, l.unit, l.branch_id,
        jsonb_build_object('formula', 'fullPeriod', 'price', trim_scale(l.price)::text, 'quantity', trim_scale(l.quantity)::text,
          'periodStart', l.p, 'periodEnd', l.e, 'taxIncluded', l.tax_included, 'taxRate', trim_scale(l.rate)::text,
          'taxCode', l.code, 'taxRateFrom', l.tax_from,
          case when l.own_price is null then 'priceFrom' else 'ownPrice' end,
          case when l.own_price is null then l.price_from::text else trim_scale(l.price)::text end)
      from decided l where l.is_plain
    )
    select count(*) filter (where is_plain)::int as lines, count(distinct customer_id) filter (where is_plain)::int as customers,
      coalesce(json_agg(distinct customer_id) filter (where not is_plain), '[]') as left
    from decided`);
  return rows[0] ?? { customers: 0, lines: 0, left: [] };
}

/** Each due service with its period, term, price and tax; `offset 0` keeps an expression from being worked out twice. */
function amounts(
  { tenantId }: Ctx,
  run: RunRow,
  { after, last }: Range,
  stood: readonly string[],
): SQL {
  const { issuedOn } = run;
  const lead = run.policy.prepaidLeadDays;
  return sql`
    select d.*, t.item_id, t.quantity, t.own_price, i.name as item_name, tax.code, tax.rate, tax.factor, tax.valid_from as tax_from,
      b.tax_included, pr.valid_from as price_from, coalesce(d.business_unit_id, i.business_unit_id) as unit,
      case when d.billing_mode = 'prepaid' then d.p - ${lead}::int else d.e end as bill_on,
      case when d.billing_mode = 'prepaid' then d.e - ${lead}::int
        else ${anchorAfter(sql`d.e`, sql`d.interval_months`, sql`d.anchor_day`)} end as next_bill_on,
      coalesce(t.own_price, pr.amount) as price,
      round(coalesce(t.own_price, pr.amount) * t.quantity * coalesce(g.scale, 100))::bigint as amount
    from (
      select s.id, s.number, s.customer_id, s.label, s.currency, s.price_book_id, s.business_unit_id, s.branch_id,
        s.next_period_on as p, ${anchorAfter(sql`s.next_period_on`, sql`s.interval_months`, sql`s.anchor_day`)} as e,
        s.billing_mode, s.anchor_day, s.interval_months,
        s.plain and s.ends_on is null and ${anchorAfter(sql`s.next_period_on`, sql`0`, sql`s.anchor_day`)} = s.next_period_on as plain
      from services s
      where s.tenant_id = ${tenantId} and s.customer_id > ${after} and s.customer_id <= ${last} and ${isDue(run)}
        and s.customer_id <> all (${sql.param([...stood])}::uuid[])
      offset 0) d
    left join lateral (select item_id, quantity, own_price from service_terms
      where tenant_id = ${tenantId} and service_id = d.id and starts_on <= d.p order by starts_on desc limit 1) t on d.plain
    left join catalog_items i on i.tenant_id = ${tenantId} and i.id = t.item_id
    left join price_books b on b.tenant_id = ${tenantId} and b.currency = d.currency
      and (b.id = d.price_book_id or (d.price_book_id is null and b.is_default))
    left join (
      select price_book_id, item_id, amount, valid_from,
        lead(valid_from, 1, 'infinity') over (partition by price_book_id, item_id order by valid_from) as until
      from prices where tenant_id = ${tenantId} offset 0) pr on pr.price_book_id = b.id and pr.item_id = t.item_id
      and t.own_price is null and pr.valid_from <= d.p and d.p < pr.until
    left join (
      select distinct on (c.id) c.id, c.code, r.rate, 1 + r.rate / 100 as factor, r.valid_from from tax_classes c
      join tax_rates r on r.tenant_id = c.tenant_id and r.tax_class_id = c.id
      where c.tenant_id = ${tenantId} and r.valid_from <= ${issuedOn}::date
      order by c.id, r.valid_from desc) tax on tax.id = i.tax_class_id
    left join (select e ->> 0 as currency, (e ->> 1)::int as scale from jsonb_array_elements(${oddScales}::jsonb) e) g
      on g.currency = d.currency
    offset 0`;
}

/**
 * The same with its document, its place on it, and whether all of the customer is plain. Its `offset 0` inside `exists`
 * makes it a probe of the index: without, a plan from stale statistics reads all documents of the tenant for each chunk.
 */
const decided = (
  { tenantId }: Ctx,
  { policy, billThrough }: RunRow,
  { after, last }: Range,
  rows: SQL,
): SQL => sql`
  select z.*, bool_and(z.ok and (z.bill_total = 0 or z.currency <> ${policy.currency}
      or z.bill_total >= ${minimumMinor(policy)(policy.currency)})) over (partition by z.customer_id) as is_plain
  from (
    select y.*, sum(y.total) over bill as bill_total, first_value(y.candidate) over bill as invoice_id,
      row_number() over bill as position
    from (
      select x.*, uuidv7() as candidate, coalesce(
        plain and bill_on <= ${billThrough}::date and next_bill_on > ${billThrough}::date and item_id is not null
        and total is not null and total >= 0 and rate is not null and tax_included is not null
        and (currency = ${policy.currency} or jsonb_exists(${JSON.stringify(policy.fx)}::jsonb, currency))
        and not exists (select from charges c where c.tenant_id = ${tenantId} and c.customer_id = x.customer_id
          and c.status = 'open' and c.customer_id > ${after} and c.customer_id <= ${last})
        and not exists (select from invoices i where i.tenant_id = ${tenantId} and i.bill_key = x.bill_key offset 0), false) as ok
      from (
        select a.*, a.customer_id || ':' || a.currency || ':' || a.bill_on || ':' || coalesce(a.unit::text, '-') as bill_key,
          case when a.tax_included then round(a.amount / a.factor)::bigint else a.amount end as net,
          case when a.tax_included then a.amount else a.amount + round(a.amount * a.rate / 100)::bigint end as total
        from (${rows}) a offset 0) x
      offset 0) y
    window bill as (partition by y.customer_id, y.bill_key order by y.number
      rows between unbounded preceding and unbounded following)
  ) z
  order by z.customer_id, z.bill_key, z.number`;
