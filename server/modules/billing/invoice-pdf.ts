import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { DocumentRecipient } from "@/db/schema/billing";
import { NotFound } from "@/server/kernel/errors";
import type { PdfDto } from "@/server/modules/templates/schema";
import type { Ctx } from "@/server/tenancy/context";
import { openPayLinks } from "./pay-links/open-pay-links";
import { type InvoiceFacts, invoiceSheet } from "./pdf/invoice-sheet";
import { makePdf, type ReadDraft } from "./pdf/make-pdf";
import { ofReader } from "./pdf/of-reader";
import type { InvoicePdfInput } from "./pdf/schema";

/** An invoice as PDF, for staff within reach and for the customer whose it is (no drafts). Throws `NotFound`. */
export function invoicePdf(ctx: Ctx, input: InvoicePdfInput): Promise<PdfDto> {
  return makePdf(ctx, invoiceDraft(ctx, input));
}

/** The same, not drawn yet. */
export function invoiceDraft(ctx: Ctx, { invoiceId }: InvoicePdfInput): ReadDraft {
  const issued = sql`i.document_status in ('finalized', 'voided')`;
  const mine = ofReader(ctx, "invoice.read", sql`i.customer_id`, issued);
  return async (tx) => {
    const { recipient, locale, createdAt, customerId, ...facts } = await readHead(
      ctx,
      tx,
      invoiceId,
      mine,
    );
    const invoice: InvoiceFacts = {
      ...facts,
      lines: await readLines(ctx, tx, invoiceId),
      settlements: await readSettlements(ctx, tx, invoiceId),
    };
    const { number, currency, totalMinor, dueOn, documentStatus, openMinor } = invoice;
    const isOpen = documentStatus === "finalized" && openMinor > 0;
    const [payPath] = await openPayLinks(ctx, tx, isOpen ? [{ customerId, invoiceId }] : []);
    return {
      ...{ template: "billing.invoice", name: number || "borrador", locale, currency },
      ...{ at: new Date(createdAt), recipient, number, totalMinor, dueOn },
      ...{ path: `/invoices/${invoiceId}`, payPath },
      sheet: (frame) => invoiceSheet(invoice, frame),
    };
  };
}

type Head = Omit<InvoiceFacts, "lines" | "settlements"> & {
  recipient: DocumentRecipient;
  customerId: string;
  locale: string;
  createdAt: string;
};

async function readHead(ctx: Ctx, tx: Tx, invoiceId: string, mine: SQL): Promise<Head> {
  const { rows } = await tx.execute<Head>(sql`
    select i.full_number as number, i.document_status as "documentStatus", coalesce(s.fiscal, false) as fiscal,
      i.currency, case when i.currency <> t.currency then trim_scale(i.fx_rate)::text end as "fxRate",
      i.issued_on::text as "issuedOn", i.due_on::text as "dueOn", i.period_start::text as "periodStart",
      i.period_end::text as "periodEnd", i.net_minor::float8 as "netMinor", i.tax_minor::float8 as "taxMinor",
      i.total_minor::float8 as "totalMinor", i.open_minor::float8 as "openMinor",
      i.written_off_minor::float8 as "writtenOffMinor", i.note, i.recipient, i.customer_id as "customerId",
      i.created_at as "createdAt", c.locale
    from invoices i
    join tenants t on t.id = i.tenant_id
    join customers c on c.tenant_id = i.tenant_id and c.id = i.customer_id
    left join document_series s on s.tenant_id = i.tenant_id and s.id = i.series_id
    where i.tenant_id = ${ctx.tenantId} and i.id = ${invoiceId} and ${mine}`);
  if (!rows[0]) throw new NotFound("invoice");
  return rows[0];
}

async function readLines(ctx: Ctx, tx: Tx, invoiceId: string) {
  const { rows } = await tx.execute<InvoiceFacts["lines"][number]>(sql`
    select description, trim_scale(quantity)::text as quantity, trim_scale(unit_price)::text as "unitPrice",
      tax_code as "taxCode", trim_scale(tax_rate)::text as "taxRate", net_minor::float8 as "netMinor",
      tax_minor::float8 as "taxMinor", total_minor::float8 as "totalMinor",
      period_start::text as "periodStart", period_end::text as "periodEnd"
    from invoice_lines where tenant_id = ${ctx.tenantId} and invoice_id = ${invoiceId} order by position`);
  return rows;
}

async function readSettlements(ctx: Ctx, tx: Tx, invoiceId: string) {
  const { rows } = await tx.execute<InvoiceFacts["settlements"][number]>(sql`
    select case when a.payment_id is not null then 'payment' when a.credit_note_id is not null then 'creditNote'
        else 'deposit' end as kind, coalesce(p.receipt_full_number, n.full_number, '') as number,
      coalesce(p.received_on, n.issued_on, d.held_on)::text as "onDay", a.amount_minor::float8 as "amountMinor"
    from payment_allocations a
    left join payments p on p.tenant_id = a.tenant_id and p.id = a.payment_id
    left join credit_notes n on n.tenant_id = a.tenant_id and n.id = a.credit_note_id
    left join deposits d on d.tenant_id = a.tenant_id and d.id = a.deposit_id
    where a.tenant_id = ${ctx.tenantId} and a.invoice_id = ${invoiceId} and a.reversed_at is null
    order by a.created_at, a.id`);
  return rows;
}
