import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { DocumentRecipient } from "@/db/schema/billing";
import type { Ctx } from "@/server/tenancy/context";
import { fetchCreditNote } from "./internal/credit-note-row";
import type { CreditNoteDetailDto } from "./schema";

type Head = { recipient: DocumentRecipient; voidReason: string; voidedAt: string | null };
type Line = CreditNoteDetailDto["lines"][number];
type Use = CreditNoteDetailDto["uses"][number];
type Refund = CreditNoteDetailDto["refunds"][number];

/** A whole credit note within reach: its lines, where its money went. Throws `NotFound`. */
export async function readCreditNote(ctx: Ctx, tx: Tx, id: string): Promise<CreditNoteDetailDto> {
  const row = await fetchCreditNote(ctx, tx, id);
  const { tenantId } = ctx;
  const { rows: heads } = await tx.execute<Head>(
    sql`select recipient, void_reason as "voidReason",
      to_char(voided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "voidedAt"
    from credit_notes where tenant_id = ${tenantId} and id = ${id}`,
  );
  const { rows: lines } = await tx.execute<Line>(sql`
    select id, position, description, trim_scale(tax_rate)::text as "taxRate", tax_code as "taxCode",
      net_minor::float8 as "netMinor", tax_minor::float8 as "taxMinor", total_minor::float8 as "totalMinor"
    from credit_note_lines where tenant_id = ${tenantId} and credit_note_id = ${id} order by position`);
  const { rows: uses } = await tx.execute<Use>(sql`
    select a.id, a.invoice_id as "invoiceId", i.full_number as "invoiceNumber", a.amount_minor::float8 as "amountMinor",
      to_char(a.reversed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "reversedAt"
    from payment_allocations a join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
    where a.tenant_id = ${tenantId} and a.credit_note_id = ${id} order by a.created_at, a.id`);
  const { rows: refunds } = await tx.execute<Refund>(sql`
    select id, method, amount_minor::float8 as "amountMinor", paid_on::text as "paidOn"
    from refunds where tenant_id = ${tenantId} and credit_note_id = ${id} order by created_at, id`);
  const [head] = heads;
  if (!head) throw new Error("a credit note vanished within its transaction");
  return { ...row, ...head, lines, uses, refunds };
}
