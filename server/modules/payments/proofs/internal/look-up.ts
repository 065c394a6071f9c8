import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerNumbersIn } from "@/server/kernel/pay-reference";
import type { Ctx } from "@/server/tenancy/context";
import { operationOf } from "../../bank/rules/identifiers";
import type { ProofDetailDto } from "../schema";

type Asked = {
  id: string;
  customerId: string;
  currency: string;
  amountMinor: number;
  paidOn: string;
  operation: string;
  note: string;
  operationKey: string;
  fileSha256: string;
  invoiceIds: string[];
  paymentId: string | null;
};

/** The invoices that a proof names, in its order, and what its customer owes in the currency. */
export async function owedBy(ctx: Ctx, tx: Tx, { customerId, currency, invoiceIds }: Asked) {
  const { rows: invoices } = await tx.execute<ProofDetailDto["invoices"][number]>(sql`
    select id, full_number as number, due_on::text as "dueOn", open_minor::float8 as "openMinor",
      total_minor::float8 as "totalMinor"
    from invoices where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}
      and id = any(${sql.param(invoiceIds)}::uuid[])
    order by array_position(${sql.param(invoiceIds)}::uuid[], id)`);
  const { rows } = await tx.execute<{ owed: number }>(sql`
    select coalesce(sum(open_minor), 0)::float8 as owed from invoices
    where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and currency = ${currency}
      and document_status = 'finalized' and open_minor > 0`);
  return { invoices, owedMinor: rows[0]?.owed ?? 0 };
}

/** Other proofs of the same transfer, the oldest first. */
export async function twinsOf(ctx: Ctx, tx: Tx, { id, fileSha256, operationKey }: Asked) {
  const { rows } = await tx.execute<
    Omit<ProofDetailDto["twins"][number], "createdAt"> & { createdAt: Date }
  >(sql`
    select o.id, o.status, c.name as "customerName", o.created_at as "createdAt",
      case when o.file_sha256 = ${fileSha256} then 'file' else 'operation' end as same
    from payment_proofs o join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
    where o.tenant_id = ${ctx.tenantId} and o.id <> ${id} and (o.file_sha256 = ${fileSha256}
      or (${operationKey} <> '' and o.operation_key = ${operationKey}))
    order by o.created_at, o.id limit 20`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() }));
}

/** Movements of the bank that wait and may be what the proof shows. */
export async function bankLike(ctx: Ctx, tx: Tx, asked: Asked) {
  const { rows } = await tx.execute<{ reference: string; near: boolean }>(sql`
    select reference, abs(moved_on - ${asked.paidOn}::date) <= ${NEAR_DAYS} as near from bank_movements
    where tenant_id = ${ctx.tenantId} and status = 'waiting' and currency = ${asked.currency}
      and amount_minor = ${asked.amountMinor} and abs(moved_on - ${asked.paidOn}::date) <= 60 limit 500`);
  const number = operationOf(asked.operation);
  return {
    bankOperation: number !== "" && rows.some((row) => operationOf(row.reference) === number),
    bankAmount: rows.some(({ near }) => near),
  };
}

/** Whose pay reference stands in what the proof says of itself: the customer's own, another customer's, nobody's. */
export async function referenceIn(ctx: Ctx, tx: Tx, { customerId, operation, note }: Asked) {
  const numbers = customerNumbersIn(`${operation} ${note}`);
  if (numbers.length === 0) return null;
  const { rows } = await tx.execute<{ own: boolean }>(sql`
    select id = ${customerId} as own from customers where tenant_id = ${ctx.tenantId}
      and number = any(${sql.param(numbers)}::bigint[])`);
  if (rows.some(({ own }) => own)) return "own" as const;
  return rows.length > 0 ? ("other" as const) : null;
}

const NEAR_DAYS = 3;

/** Payments that stand already and may be the same money: the same operation number, or the same amount days apart. */
export async function paymentsLike(ctx: Ctx, tx: Tx, asked: Asked) {
  const number = asked.operation.replaceAll(/[^0-9A-Za-z]/g, "").replace(/^0+/, "");
  // Its signs in their order, whatever stands between: what lacks them is not taken apart.
  const signs = `%${[...number].join("%")}%`;
  const { rows } = await tx.execute<{ operation: boolean; amount: boolean }>(sql`
    select coalesce(bool_or(${number} <> '' and reference like ${signs}
        and ltrim(regexp_replace(reference, '[^0-9A-Za-z]', '', 'g'), '0') = ${number}), false) as operation,
      coalesce(bool_or(customer_id = ${asked.customerId} and currency = ${asked.currency}
        and amount_minor = ${asked.amountMinor}
        and abs(received_on - ${asked.paidOn}::date) <= ${NEAR_DAYS}), false) as amount
    from payments where tenant_id = ${ctx.tenantId} and status not in ('bounced', 'refunded')
      and id is distinct from ${asked.paymentId}::uuid
      and received_on between ${asked.paidOn}::date - 60 and ${asked.paidOn}::date + 60
      and (customer_id = ${asked.customerId} or reference <> '')`);
  const [row] = rows;
  return { operation: row?.operation ?? false, amount: row?.amount ?? false };
}
