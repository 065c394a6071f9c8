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
type Found = { id: string; evidence: Evidence };
/** Of each kind; more than one is too many to be sure of already. */
const MOST = 20;
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
  const { rows } = await tx.execute<Found>(evidenceOf(ctx, movements));
  return new Map(rows.map(({ id, evidence }) => [id, judge(evidence)]));
}

/** One statement: each movement with the customers, proofs and payments that may have to do with it. */
function evidenceOf(ctx: Ctx, movements: readonly Movement[]): SQL {
  const read = movements.map((one) => ({ one, who: identifiersOf(one) }));
  const given = read.map(({ one, who }) => ({
    ...{ id: one.id, moved_on: one.movedOn, currency: one.currency, amount: one.amountMinor },
    ...{ payer_key: one.payerKey, operation: who.operation, numbers: who.numbers },
    ...{ tax_ids: who.taxIds, invoice_numbers: who.invoiceNumbers },
  }));
  const list = (rows: SQL) =>
    sql`coalesce((select json_agg(x.customer_id) from (${rows}) x), '[]')`;
  const saying = (kind: string) =>
    list(sql`select customer_id from said s where s.id = m.id and s.kind = ${kind} limit ${MOST}`);
  const rows = (
    table: "proof" | "pay",
  ) => sql`coalesce((select json_agg(json_build_object('id', x.what,
    'customerId', x.customer_id, 'operation', x.operation)) from
    (select * from ${sql.raw(table)} w where w.id = m.id order by w.operation desc, w.what limit ${MOST}) x), '[]')`;
  return sql`
    with m as materialized (select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(id uuid, moved_on date,
      currency text, amount bigint, payer_key text, operation text, numbers bigint[], tax_ids text[], invoice_numbers text[])),
    said as materialized (${saidSql(ctx)}),
    proof as materialized (${proofSql(ctx)}),
    pay as materialized (${paySql(ctx)}),
    candidate as materialized (select id, customer_id from said union select id, customer_id from proof
      union select id, customer_id from pay),
    ${amountSql(ctx)}
    select m.id, json_build_object('reference', ${saying("reference")}, 'taxId', ${saying("taxId")},
      'invoiceNumber', ${saying("invoiceNumber")}, 'samePayer', ${saying("samePayer")},
      'amountInvoice', ${list(sql`select f.customer_id from fit_invoice f where f.id = m.id
        union select unnest(a.ids) from by_invoice a where a.currency = m.currency and a.amount = m.amount`)},
      'amountDebt', ${list(sql`select f.customer_id from fit_debt f where f.id = m.id
        union select unnest(a.ids) from by_debt a where a.currency = m.currency and a.amount = m.amount`)},
      'proofs', ${rows("proof")}, 'payments', ${rows("pay")}) as evidence
    from m`;
}

/** Whom a movement names, and whose the earlier ones of the same payer were. */
const saidSql = (ctx: Ctx): SQL => sql`
  select m.id, 'reference' as kind, c.id as customer_id from m join customers c on c.tenant_id = ${ctx.tenantId}
    and c.number = any(m.numbers) and ${ALIVE}
  union select m.id, 'taxId', c.id from m join customers c on c.tenant_id = ${ctx.tenantId}
    and c.tax_id = any(m.tax_ids) and ${ALIVE}
  union select m.id, 'invoiceNumber', i.customer_id from invoices i join m on upper(i.full_number) = any(m.invoice_numbers)
    where i.tenant_id = ${ctx.tenantId} and i.document_status = 'finalized'
      and upper(i.full_number) in (select unnest(invoice_numbers) from m)
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
  fit_invoice as materialized (select distinct c.id, c.customer_id from candidate c join m on m.id = c.id
    join due d on d.customer_id = c.customer_id and d.currency = m.currency and d.open_minor = m.amount),
  fit_debt as materialized (select c.id, c.customer_id from candidate c join m on m.id = c.id
    join debt d on d.customer_id = c.customer_id and d.currency = m.currency and d.amount = m.amount)`;
