import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { DocumentRecipient } from "@/db/schema/billing";
import type { Ctx } from "@/server/tenancy/context";
import { creditNotesOf } from "./internal/credit-note-row";
import { fetchInvoice, toInvoiceDto } from "./internal/invoice-row";
import { explainLine } from "./rules/documents/explain-line";
import type { InvoiceDetailDto, InvoiceLineDto, SettlementDto } from "./schema";

/** A whole invoice within reach: lines with their reasons, what settled it, credit notes. Throws `NotFound`. */
export async function readInvoice(ctx: Ctx, tx: Tx, invoiceId: string): Promise<InvoiceDetailDto> {
  const [row, { rows }, lines, settlements, creditNotes] = await Promise.all([
    fetchInvoice(ctx, tx, invoiceId),
    readRest(ctx, tx, invoiceId),
    readLines(ctx, tx, invoiceId),
    readSettlements(ctx, tx, invoiceId),
    creditNotesOf(ctx, tx, invoiceId),
  ]);
  const [rest] = rows;
  if (!rest) throw new Error("an invoice vanished within its transaction");
  const iso = (at: string | Date | null) => (at ? new Date(at).toISOString() : null);
  return {
    ...toInvoiceDto(ctx, row),
    ...{ ...rest, paidAt: iso(rest.paidAt), voidedAt: iso(rest.voidedAt) },
    ...{ lines, settlements, creditNotes },
  };
}

const readRest = (ctx: Ctx, tx: Tx, invoiceId: string) =>
  tx.execute<Rest>(sql`
    select i.note, i.recipient, trim_scale(i.fx_rate)::text as "fxRate", t.currency as "baseCurrency",
      i.void_reason as "voidReason", i.paid_at as "paidAt", i.voided_at as "voidedAt", i.run_id as "runId",
      i.branch_id as "branchId"
    from invoices i join tenants t on t.id = i.tenant_id
    where i.tenant_id = ${ctx.tenantId} and i.id = ${invoiceId}`);

type Rest = {
  note: string;
  recipient: DocumentRecipient;
  fxRate: string;
  baseCurrency: string;
  voidReason: string;
  paidAt: string | null;
  voidedAt: string | null;
  runId: string | null;
  branchId: string | null;
};

type Line = Omit<InvoiceLineDto, "why" | "taxIncluded" | "taxClassId"> & {
  explanation: Record<string, unknown>;
};

async function readLines(ctx: Ctx, tx: Tx, invoiceId: string): Promise<InvoiceLineDto[]> {
  const { rows } = await tx.execute<Line>(sql`
    select l.id, l.position, l.kind, l.service_id as "serviceId", l.item_id as "itemId", l.description,
      trim_scale(l.quantity)::text as quantity, trim_scale(l.unit_price)::text as "unitPrice",
      trim_scale(l.tax_rate)::text as "taxRate", l.tax_code as "taxCode", l.net_minor::float8 as "netMinor",
      l.tax_minor::float8 as "taxMinor", l.total_minor::float8 as "totalMinor",
      l.period_start::text as "periodStart", l.period_end::text as "periodEnd", l.explanation,
      coalesce((select sum(n.total_minor) from credit_note_lines n
        join credit_notes c on c.tenant_id = n.tenant_id and c.id = n.credit_note_id and c.status = 'finalized'
        where n.tenant_id = l.tenant_id and c.invoice_id = l.invoice_id and n.invoice_line_id = l.id), 0)::float8
        as "creditedMinor"
    from invoice_lines l
    where l.tenant_id = ${ctx.tenantId} and l.invoice_id = ${invoiceId} order by l.position`);
  return rows.map(({ explanation, ...line }) => ({
    ...line,
    taxIncluded: explanation.taxIncluded !== false,
    taxClassId: typeof explanation.taxClassId === "string" ? explanation.taxClassId : null,
    why: explainLine({ kind: line.kind, explanation }),
  }));
}

async function readSettlements(ctx: Ctx, tx: Tx, invoiceId: string): Promise<SettlementDto[]> {
  const { rows } = await tx.execute<SettlementDto>(sql`
    select a.id, a.amount_minor::float8 as "amountMinor",
      case when a.payment_id is not null then 'payment' when a.credit_note_id is not null then 'creditNote'
        else 'deposit' end as kind,
      coalesce(a.payment_id, a.credit_note_id, a.deposit_id) as "sourceId",
      coalesce(p.receipt_full_number, n.full_number, '') as number,
      coalesce(p.received_on, n.issued_on, d.held_on)::text as "onDay",
      to_char(a.reversed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "reversedAt",
      a.reversal_reason as "reversalReason"
    from payment_allocations a
    left join payments p on p.tenant_id = a.tenant_id and p.id = a.payment_id
    left join credit_notes n on n.tenant_id = a.tenant_id and n.id = a.credit_note_id
    left join deposits d on d.tenant_id = a.tenant_id and d.id = a.deposit_id
    where a.tenant_id = ${ctx.tenantId} and a.invoice_id = ${invoiceId} order by a.created_at, a.id`);
  return rows;
}
