import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import type { PastCase, PastChange, PastInvoice } from "../rules/past";
import type { DebtService, TakenStep } from "../rules/types";

/** From when on, in which zone, of whom. */
type PastOf = { since: SQL; zone: string; ids: SQL };

export type PastWindow = { from: Day; timeZone: string; currency: string };

/** The first quarter of an hour at which a look can see what happened then, on the tenant's clock. */
export const tickSql = (at: SQL, zone: string): SQL =>
  sql`to_char(to_timestamp(ceil(extract(epoch from ${at}) / 900) * 900) at time zone ${zone}, 'YYYY-MM-DD HH24:MI')`;

/** The instant at which a day began there. */
export const dayStart = (day: Day, zone: string): SQL =>
  sql`(${day}::timestamp at time zone ${zone})`;

/** Customers as they were when a day began, and what happened since: six statements whatever their number. */
export async function readPast(
  ctx: Ctx,
  tx: Tx,
  customerIds: readonly string[],
  { from, timeZone, currency }: PastWindow,
): Promise<PastCase[]> {
  const of: PastOf = {
    ...{ since: dayStart(from, timeZone), zone: timeZone },
    ids: sql`any(${sql.param([...customerIds])}::uuid[])`,
  };
  const invoices = await readInvoices(ctx, tx, of, currency);
  const services = await readServices(ctx, tx, of);
  const changes = [
    ...invoices.flatMap((row) =>
      row.changes.map((change) => ({ ...change, customerId: row.customerId })),
    ),
    ...services.flatMap((row) =>
      row.changes.map((change) => ({ ...change, customerId: row.customerId })),
    ),
    ...(await readWords(ctx, tx, of)),
  ];
  const taken = await readTaken(ctx, tx, of);
  const { rows: heads } = await tx.execute<Head>(sql`
    select c.id, c.dunning_exempt as exempt, c.dunning_policy_id as "policyId",
      (select p.due_on::text from payment_promises p where p.tenant_id = c.tenant_id and p.customer_id = c.id
        and p.created_at < ${of.since} and (p.settled_at is null or p.settled_at >= ${of.since})
        order by p.created_at desc limit 1) as "promiseUntil"
    from customers c where c.tenant_id = ${ctx.tenantId} and c.id = ${of.ids} order by c.id`);
  const ofCustomer = <T extends { customerId: string }>(rows: readonly T[]) => {
    const map = Map.groupBy(rows, (row) => row.customerId);
    return (id: string) => (map.get(id) ?? []).map(({ customerId: _customerId, ...row }) => row);
  };
  const [invoicesOf, servicesOf, changesOf, takenOf] = [
    ofCustomer(invoices.map(({ changes: _changes, ...row }) => row)),
    ofCustomer(services.map(({ changes: _changes, ...row }) => row)),
    ofCustomer(changes),
    ofCustomer(taken),
  ];
  return heads.map(({ id, ...head }) => ({
    debt: {
      customerId: id,
      ...head,
      proofUntil: null,
      services: servicesOf(id),
      taken: takenOf(id),
    },
    invoices: invoicesOf(id),
    changes: (changesOf(id) as PastChange[]).toSorted((a, b) =>
      a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
    ),
  }));
}

type Head = { id: string; exempt: boolean; policyId: string | null; promiseUntil: string | null };
type Owned<T> = T & { customerId: string; changes: PastChange[] };

type InvoiceRow = Omit<PastInvoice, "fx" | "openMinor" | "disputed"> & {
  customerId: string;
  disputed: boolean;
  rate: string;
  nowMinor: number;
  issuedAt: string;
  voidedAt: string | null;
  moves: { at: string; delta: number }[];
};

/** What is open of them at the beginning is what is open now less what moved since; one voided since was whole. */
async function readInvoices(
  ctx: Ctx,
  tx: Tx,
  { since, zone, ids }: PastOf,
  baseCurrency: string,
): Promise<Owned<PastInvoice>[]> {
  const moved = sql`
    select a.created_at as at, -a.amount_minor as delta from payment_allocations a
      where a.tenant_id = i.tenant_id and a.invoice_id = i.id and a.created_at >= ${since}
    union all select a.reversed_at, a.amount_minor from payment_allocations a
      where a.tenant_id = i.tenant_id and a.invoice_id = i.id and a.reversed_at >= ${since}
    union all select i.written_off_at, -i.written_off_minor where i.written_off_at >= ${since}`;
  const { rows } = await tx.execute<InvoiceRow>(sql`
    select i.id, i.customer_id as "customerId", i.full_number as number, i.kind, i.issued_on::text as "issuedOn",
      i.due_on::text as "dueOn", i.currency, i.fx_rate::text as rate, i.disputed_at is not null as disputed,
      (case i.document_status when 'voided' then i.total_minor else i.open_minor end)::float8 as "nowMinor",
      b.at < ${since} as issued, ${tickSql(sql`b.at`, zone)} as "issuedAt",
      case when i.document_status = 'voided' then ${tickSql(sql`i.voided_at`, zone)} end as "voidedAt",
      coalesce((select json_agg(json_build_object('at', ${tickSql(sql`m.at`, zone)}, 'delta', m.delta) order by m.at)
        from (${moved}) m), '[]') as moves,
      coalesce((select array_agg(distinct l.service_id) from invoice_lines l
        where l.tenant_id = i.tenant_id and l.invoice_id = i.id and l.service_id is not null), '{}') as "serviceIds"
    from invoices i cross join lateral (
      select greatest(i.created_at, i.issued_on::timestamp at time zone ${zone}) as at) b
    where i.tenant_id = ${ctx.tenantId} and i.customer_id = ${ids}
      and ((i.document_status = 'finalized' and (i.open_minor > 0 or i.paid_at >= ${since}))
        or (i.document_status = 'voided' and i.voided_at >= ${since}))
    order by i.customer_id, i.due_on, i.id`);
  return rows.map(({ rate, nowMinor, issuedAt, voidedAt, moves, ...row }) => ({
    ...row,
    fx: { currency: row.currency, baseCurrency, rate },
    openMinor: nowMinor - moves.reduce((sum, { delta }) => sum + delta, 0),
    changes: [
      ...(row.issued ? [] : [{ at: issuedAt, what: "issued" as const, invoiceId: row.id }]),
      ...moves.map(({ at, delta }) => ({
        ...{ at, what: "open" as const, invoiceId: row.id, deltaMinor: delta },
      })),
      ...(voidedAt ? [{ at: voidedAt, what: "voided" as const, invoiceId: row.id }] : []),
    ],
  }));
}

type ServiceRow = DebtService & {
  customerId: string;
  states: { at: string; state: string }[];
};

/** Of a service's states only those count that the ladder asks for: waiting, running, paused, ended. */
async function readServices(ctx: Ctx, tx: Tx, of: PastOf): Promise<Owned<DebtService>[]> {
  const { since, zone, ids } = of;
  const begin = sql`s.started_on::timestamp at time zone ${zone}`;
  const past = sql`
    select ${begin} as at, 'active' as state where ${begin} >= ${since} and s.state not in ('pendingInstall', 'pendingPayment')
    union all select h.placed_at, 'paused' from service_holds h where h.tenant_id = s.tenant_id and h.service_id = s.id
      and h.reason = 'pause' and h.placed_at >= ${since}
    union all select h.lifted_at, 'active' from service_holds h where h.tenant_id = s.tenant_id and h.service_id = s.id
      and h.reason = 'pause' and h.lifted_at >= ${since}
    union all select s.terminated_at, 'terminated' where s.terminated_at >= ${since}`;
  const { rows } = await tx.execute<ServiceRow>(sql`
    select s.id, s.customer_id as "customerId", s.number, coalesce(nullif(s.label, ''), i.name) as label,
      s.branch_id as "branchId", i.dunning_policy_id as "planPolicyId",
      case when s.state in ('pendingInstall', 'pendingPayment') or ${begin} >= ${since} then 'pendingInstall'
        when exists (select from service_holds h where h.tenant_id = s.tenant_id and h.service_id = s.id and h.reason = 'pause'
          and h.placed_at < ${since} and (h.lifted_at is null or h.lifted_at >= ${since})) then 'paused'
        else 'active' end as state,
      coalesce((select case when h.soft then 'soft' else 'hard' end from service_holds h where h.tenant_id = s.tenant_id
        and h.service_id = s.id and h.reason = 'debt' and h.placed_at < ${since}
        and (h.lifted_at is null or h.lifted_at >= ${since}) order by h.placed_at desc limit 1), 'none') as "debtHold",
      coalesce((select json_agg(json_build_object('at', ${tickSql(sql`p.at`, zone)}, 'state', p.state) order by p.at)
        from (${past}) p), '[]') as states
    from services s join catalog_items i on i.id = s.item_id and i.tenant_id = s.tenant_id
    where s.tenant_id = ${ctx.tenantId} and s.customer_id = ${ids} and s.state <> 'cancelled'
      and (s.state <> 'terminated' or s.terminated_at >= ${since})
    order by s.customer_id, s.number`);
  return rows.map(({ states, ...row }) => ({
    ...row,
    changes: states.map(({ at, state }) => ({
      ...{ at, what: "service" as const, serviceId: row.id, state },
    })),
  }));
}

/** Promises given and ended, and proofs that kept from cuts while somebody looked at them. */
async function readWords(
  ctx: Ctx,
  tx: Tx,
  { since, zone, ids }: PastOf,
): Promise<(PastChange & { customerId: string })[]> {
  const { rows } = await tx.execute<{ customerId: string; change: PastChange }>(sql`
    select p.customer_id as "customerId", json_build_object('at', ${tickSql(sql`p.created_at`, zone)}, 'what', 'promised',
        'until', p.due_on::text) as change
      from payment_promises p where p.tenant_id = ${ctx.tenantId} and p.customer_id = ${ids} and p.created_at >= ${since}
    union all select p.customer_id, json_build_object('at', ${tickSql(sql`p.settled_at`, zone)}, 'what', 'promiseEnded')
      from payment_promises p where p.tenant_id = ${ctx.tenantId} and p.customer_id = ${ids} and p.settled_at >= ${since}
    union all select f.customer_id, json_build_object('at', ${tickSql(sql`f.created_at`, zone)}, 'what', 'proof',
        'until', (f.hold_until at time zone ${zone})::date::text)
      from payment_proofs f where f.tenant_id = ${ctx.tenantId} and f.customer_id = ${ids}
        and f.hold_until >= ${since}
    union all select f.customer_id, json_build_object('at', ${tickSql(sql`least(f.decided_at, f.hold_until)`, zone)},
        'what', 'proof', 'until', null)
      from payment_proofs f where f.tenant_id = ${ctx.tenantId} and f.customer_id = ${ids}
        and f.hold_until >= ${since}`);
  return rows.map(({ customerId, change }) => ({ ...change, customerId }));
}

/** Steps that were taken before, without those that a promise or money that bounced had taken back by then. */
async function readTaken(
  ctx: Ctx,
  tx: Tx,
  { since, ids }: PastOf,
): Promise<(TakenStep & { customerId: string })[]> {
  const { rows } = await tx.execute<TakenStep & { customerId: string }>(sql`
    select d.customer_id as "customerId", d.invoice_id as "invoiceId", d.step_key as "stepKey", d.kind,
      d.service_id as "serviceId", case d.outcome when 'skipped' then 'skipped' else 'done' end as outcome,
      d.on_day::text as "onDay"
    from dunning_steps d where d.tenant_id = ${ctx.tenantId} and d.customer_id = ${ids} and d.created_at < ${since}
      and (d.outcome in ('done', 'skipped') or (d.outcome = 'undone'
        and not exists (select from payment_promises p where p.tenant_id = d.tenant_id and p.customer_id = d.customer_id
          and p.created_at > d.created_at and p.created_at < ${since})
        and not exists (select from payment_allocations a where a.tenant_id = d.tenant_id and a.invoice_id = d.invoice_id
          and a.reversed_at > d.created_at and a.reversed_at < ${since})))`);
  return rows;
}
