import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { bankMovements } from "@/db/schema/bank";
import type { Ctx } from "@/server/tenancy/context";
import { identifiersOf } from "../rules/identifiers";
import { payLike, proofLike } from "./like";
import { type Evidence, judge, type Verdict } from "../rules/judge";

type Movement = Pick<
  typeof bankMovements.$inferSelect,
  "id" | "movedOn" | "currency" | "amountMinor" | "reference" | "text" | "payerKey"
>;
type Row = { id: string; customerId: string; operation: boolean };
type Found = {
  id: string;
  said: Partial<Record<"reference" | "taxId" | "invoiceNumber" | "samePayer", string[]>> | null;
  /** Customers who owe exactly that. */
  invoices: string[];
  debts: string[];
  proofs: Row[] | null;
  payments: Row[] | null;
};
const FEW = 50;
const ALIVE = sql`c.archived_at is null and c.merged_into_id is null`;
/** As `operationOf` compares it. */
const operation = (column: string): SQL =>
  sql.raw(
    `regexp_replace(regexp_replace(lower(${column}), '[^0-9a-z]', '', 'g'), '^[a-z]*0*', '')`,
  );

/** Whose money each movement is thought to be, looked up for all at once. By the id of the movement. */
export async function weighMovements(
  ctx: Ctx,
  tx: Tx,
  movements: readonly Movement[],
): Promise<Map<string, Verdict>> {
  if (movements.length === 0) return new Map();
  // What the lists hold is not known to the planner: many movements looked up one by one would take minutes.
  const many = movements.length > FEW;
  if (many) await tx.execute(sql`set local enable_nestloop = off`);
  const { rows } = await tx.execute<Found>(evidenceOf(ctx, movements));
  if (many) await tx.execute(sql`set local enable_nestloop = on`);
  return new Map(rows.map((row) => [row.id, judge(toEvidence(row))]));
}

const toEvidence = ({ said, invoices, debts, proofs, payments }: Found): Evidence => ({
  ...{ reference: said?.reference ?? [], taxId: said?.taxId ?? [] },
  ...{ invoiceNumber: said?.invoiceNumber ?? [], samePayer: said?.samePayer ?? [] },
  ...{ amountInvoice: [...new Set(invoices)], amountDebt: [...new Set(debts)] },
  ...{ proofs: proofs ?? [], payments: payments ?? [] },
});

/** One statement: each movement with the customers, proofs and payments that may have to do with it. Everything is joined, nothing looked up row by row. */
function evidenceOf(ctx: Ctx, movements: readonly Movement[]): SQL {
  const read = movements.map((one) => ({ one, who: identifiersOf(one) }));
  const given = read.map(({ one, who }) => ({
    ...{ id: one.id, moved_on: one.movedOn, currency: one.currency, amount: one.amountMinor },
    ...{ payer_key: one.payerKey, operation: who.operation, numbers: who.numbers },
    ...{ tax_ids: who.taxIds, invoice_numbers: who.invoiceNumbers },
  }));
  const list = (table: "proof" | "pay") => sql`select id, json_agg(json_build_object('id', what,
    'customerId', customer_id, 'operation', operation) order by operation desc, what) as list
    from ${sql.raw(table)} group by id`;
  return sql`
    with m as materialized (select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(id uuid, moved_on date,
      currency text, amount bigint, payer_key text, operation text, numbers bigint[], tax_ids text[], invoice_numbers text[])),
    said as materialized (${saidSql(ctx)}),
    proof as materialized (${proofSql(ctx)}),
    pay as materialized (${paySql(ctx)}),
    candidate as materialized (select id, customer_id from said union select id, customer_id from proof
      union select id, customer_id from pay),
    ${amountSql(ctx)},
    said_of as (select id, json_object_agg(kind, ids) as kinds from
      (select id, kind, json_agg(customer_id) as ids from said group by 1, 2) k group by id)
    select m.id, s.kinds as said, coalesce(fi.ids, '{}') || coalesce(bi.ids, '{}') as invoices,
      coalesce(fd.ids, '{}') || coalesce(bd.ids, '{}') as debts, p.list as proofs, y.list as payments
    from m left join said_of s on s.id = m.id
      left join fit_invoice fi on fi.id = m.id
      left join fit_debt fd on fd.id = m.id
      left join by_invoice bi on bi.currency = m.currency and bi.amount = m.amount
      left join by_debt bd on bd.currency = m.currency and bd.amount = m.amount
      left join (${list("proof")}) p on p.id = m.id
      left join (${list("pay")}) y on y.id = m.id`;
}

/** Whom a movement names, and whose the earlier ones of the same payer were. */
const saidSql = (ctx: Ctx): SQL => sql`
  select m.id, 'reference' as kind, c.id as customer_id from m cross join unnest(m.numbers) n
    join customers c on c.tenant_id = ${ctx.tenantId} and c.number = n and ${ALIVE}
  union select m.id, 'taxId', c.id from m cross join unnest(m.tax_ids) n
    join customers c on c.tenant_id = ${ctx.tenantId} and c.tax_id = n and ${ALIVE}
  union select m.id, 'invoiceNumber', i.customer_id from m cross join unnest(m.invoice_numbers) n
    join invoices i on i.tenant_id = ${ctx.tenantId} and upper(i.full_number) = n and i.document_status = 'finalized'
  union select m.id, 'samePayer', b.customer_id from m join bank_movements b on b.tenant_id = ${ctx.tenantId}
    and b.payer_key = m.payer_key and b.status in ('matched', 'linked') where m.payer_key <> '' and b.customer_id is not null`;

const proofSql = (ctx: Ctx): SQL => sql`
  select m.id, p.id as what, p.customer_id, m.operation <> '' and ${operation("p.operation")} = m.operation as operation
  from m join payment_proofs p on ${proofLike(ctx)}`;

const paySql = (ctx: Ctx): SQL => sql`
  select m.id, y.id as what, y.customer_id, m.operation <> '' and ${operation("y.reference")} = m.operation as operation
  from m join payments y on ${payLike(ctx)}`;

/** Who owes exactly that: of the candidates all, of the others two at most, since two are too many already. */
const amountSql = (ctx: Ctx): SQL => sql`
  due as materialized (select i.customer_id, i.currency, i.open_minor from invoices i where i.tenant_id = ${ctx.tenantId}
    and i.document_status = 'finalized' and i.open_minor > 0),
  debt as materialized (select customer_id, currency, sum(open_minor)::bigint as amount from due group by 1, 2),
  by_invoice as (select currency, open_minor as amount, (array_agg(distinct customer_id))[1:2] as ids from due
    where open_minor in (select amount from m) group by 1, 2),
  by_debt as (select currency, amount, (array_agg(customer_id))[1:2] as ids from debt
    where amount in (select amount from m) group by 1, 2),
  -- Each with its own money before anything else: by the amount alone half a company would meet half a statement.
  wanted as materialized (select c.id, c.customer_id, m.currency, m.amount from candidate c join m on m.id = c.id),
  fit_invoice as (select w.id, array_agg(w.customer_id) as ids from wanted w join due d on d.customer_id = w.customer_id
    and d.currency = w.currency and d.open_minor = w.amount group by w.id),
  fit_debt as (select w.id, array_agg(w.customer_id) as ids from wanted w join debt d on d.customer_id = w.customer_id
    and d.currency = w.currency and d.amount = w.amount group by w.id)`;
