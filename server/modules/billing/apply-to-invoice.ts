import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Minor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { invoiceFact } from "./rules/documents/invoice-fact";

/** What changes of an invoice's open amount, minor units of its currency: above zero is settled, below zero given back. */
export type Application = { invoiceId: string; amountMinor: Minor };

export type AppliedInvoice = {
  id: string;
  customerId: string;
  fullNumber: string;
  kind: string;
  currency: string;
  totalMinor: Minor;
  /** After it. */
  openMinor: Minor;
  issuedOn: string;
  dueOn: string;
  paymentStatus: "unpaid" | "partiallyPaid" | "paid";
  wasPaid: boolean;
};

/**
 * The only way to change what is open of an invoice: allocation, its reversal, credit, write-off. States `invoice.paid`
 * where nothing is left and `invoice.reopened` where it was paid and no longer is. Throws `Conflict` when an invoice is
 * not issued, or more is applied than is open, or more is given back than was settled; then nothing counts.
 */
export async function applyToInvoice(
  ctx: Ctx,
  tx: Tx,
  given: readonly Application[],
  { reason = "", writeOff = false }: { reason?: string; writeOff?: boolean } = {},
): Promise<AppliedInvoice[]> {
  const sums = new Map<string, Minor>();
  for (const { invoiceId, amountMinor } of given)
    sums.set(invoiceId, (sums.get(invoiceId) ?? 0) + amountMinor);
  if (sums.size === 0) return [];
  const asked = [...sums].map(([id, amount]) => ({ id, amount }));
  const { rows } = await tx.execute<AppliedInvoice>(sql`
    with asked as (select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a (id uuid, amount bigint)),
    held as (
      select i.id, i.payment_status as was, a.amount from invoices i join asked a on a.id = i.id
      where i.tenant_id = ${ctx.tenantId} order by i.id for update of i)
    update invoices i set
      open_minor = i.open_minor - h.amount,
      written_off_minor = i.written_off_minor + case when ${writeOff} then h.amount else 0 end,
      payment_status = case when i.open_minor - h.amount = 0 then 'paid'
        when i.open_minor - h.amount = i.total_minor then 'unpaid' else 'partiallyPaid' end,
      paid_at = case when i.open_minor - h.amount = 0 then ${ctx.now.toISOString()}::timestamptz end,
      updated_at = ${ctx.now.toISOString()}::timestamptz
    from held h
    where i.tenant_id = ${ctx.tenantId} and i.id = h.id and i.document_status = 'finalized'
      and i.open_minor - h.amount between 0 and i.total_minor
    returning i.id, i.customer_id as "customerId", i.full_number as "fullNumber", i.kind, i.currency,
      i.total_minor::float8 as "totalMinor", i.open_minor::float8 as "openMinor", i.issued_on::text as "issuedOn",
      i.due_on::text as "dueOn", i.payment_status as "paymentStatus", h.was = 'paid' as "wasPaid"`);
  if (rows.length !== sums.size) throw new Conflict("allocation_beyond_open");
  for (const row of rows) state(ctx, row, reason);
  return rows;
}

function state(ctx: Ctx, row: AppliedInvoice, reason: string): void {
  const entity = { type: "invoice" as const, id: row.id };
  const payload = invoiceFact(row);
  if (row.openMinor === 0 && !row.wasPaid) record(ctx, "invoice.paid", { entity, payload });
  if (row.openMinor > 0 && row.wasPaid)
    record(ctx, "invoice.reopened", { entity, payload: { ...payload, reason } });
}
