import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { CustomerOverviewDto, ServiceBrief } from "../rules/overview-schema";

const MOST_SERVICES = 50;
const MOST_INVOICES = 10;
export const UNDO_DAYS = 30;

/** Those that run first. One query. */
export async function readServices(ctx: Ctx, tx: Tx, customerId: string) {
  const { rows } = await tx.execute<ServiceBrief & { all: number }>(sql`
    select s.id, s.number, s.label, i.name as "itemName", s.state, to_jsonb(s.holds) as holds, s.desired, s.observed,
      s.currency, s.next_period_on::text as "nextPeriodOn", s.next_bill_on::text as "nextBillOn",
      count(*) over ()::int as "all"
    from services s join catalog_items i on i.tenant_id = s.tenant_id and i.id = s.item_id
    where s.tenant_id = ${ctx.tenantId} and s.customer_id = ${customerId}
    order by s.state in ('terminated', 'cancelled'), s.id limit ${MOST_SERVICES}`);
  return { services: rows.map(({ all: _all, ...row }) => row), count: rows[0]?.all ?? 0 };
}

type Money = NonNullable<CustomerOverviewDto["money"]> & { disputedCount: number };

/** Open invoices and what is next, counted by the customer's own index. One query. */
export async function readMoney(ctx: Ctx, tx: Tx, customerId: string): Promise<Money> {
  const today = sql`(select (${ctx.now.toISOString()}::timestamptz at time zone t.time_zone)::date from tenants t where t.id = ${ctx.tenantId})`;
  const { rows } = await tx.execute<Money>(sql`
    with open as materialized (
      select i.* from invoices i where i.tenant_id = ${ctx.tenantId} and i.customer_id = ${customerId}
        and i.document_status = 'finalized' and i.open_minor > 0)
    select count(*)::int as "openCount",
      count(*) filter (where o.due_on < ${today})::int as "overdueCount",
      count(*) filter (where o.disputed_at is not null)::int as "disputedCount",
      (min(o.due_on) filter (where o.due_on < ${today}))::text as "oldestDueOn",
      (select min(s.next_bill_on)::text from services s where s.tenant_id = ${ctx.tenantId}
        and s.customer_id = ${customerId} and s.state not in ('terminated', 'cancelled')) as "nextBillOn",
      (select max(p.received_on)::text from payments p where p.tenant_id = ${ctx.tenantId}
        and p.customer_id = ${customerId} and p.status <> 'bounced') as "lastPaymentOn",
      coalesce((select jsonb_agg(to_jsonb(l)) from (
        select q.id, q.full_number as "fullNumber", q.currency, q.total_minor as "totalMinor", q.open_minor as "openMinor",
          q.issued_on::text as "issuedOn", q.due_on::text as "dueOn"
        from open q order by q.due_on, q.id limit ${MOST_INVOICES}) l), '[]') as open
    from open o`);
  const [row] = rows;
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}

type Standing = {
  promiseStatus: "open" | "broken" | null;
  promiseDueOn: string | null;
  openTasks: number;
  failing: number;
  reachable: boolean;
  policyName: string | null;
  merges: CustomerOverviewDto["merges"];
};

/** Promise, tasks, failing commands, ways to reach, ladder and undoable merges. One query. */
export async function readStanding(ctx: Ctx, tx: Tx, customerId: string): Promise<Standing> {
  const own = sql`tenant_id = ${ctx.tenantId} and customer_id = ${customerId}`;
  const { rows } = await tx.execute<Standing>(sql`
    select p.status as "promiseStatus", p.due_on::text as "promiseDueOn",
      (select count(*)::int from collection_tasks where ${own} and closed_at is null) as "openTasks",
      (select count(*)::int from services s where s.tenant_id = ${ctx.tenantId} and s.customer_id = ${customerId} and s.desired is distinct from s.observed and exists (
        select 1 from enforcement_commands e where e.tenant_id = s.tenant_id and e.service_id = s.id and e.status = 'failed')) as failing,
      exists (select 1 from customer_identities where ${own}) as reachable,
      (select d.name from dunning_policies d where d.tenant_id = c.tenant_id and d.id = c.dunning_policy_id) as "policyName",
      coalesce((select jsonb_agg(jsonb_build_object('mergeId', m.id, 'absorbedId', a.id, 'number', a.number, 'name', a.name,
          'undoUntil', to_char((m.created_at + make_interval(days => ${UNDO_DAYS}::int)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
          order by m.created_at desc)
        from customer_merges m join customers a on a.tenant_id = m.tenant_id and a.id = m.absorbed_id
        where m.tenant_id = c.tenant_id and m.survivor_id = c.id and m.undone_at is null
          and m.created_at > ${ctx.now.toISOString()}::timestamptz - make_interval(days => ${UNDO_DAYS}::int)), '[]') as merges
    from customers c left join lateral (
      select status, due_on from payment_promises where ${own} and status in ('open', 'broken')
        and created_at > ${ctx.now.toISOString()}::timestamptz - interval '90 days'
      order by created_at desc limit 1) p on true
    where c.tenant_id = ${ctx.tenantId} and c.id = ${customerId}`);
  const [row] = rows;
  if (!row) throw new Error("the customer was just there");
  return row;
}
