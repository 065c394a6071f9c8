import { sql } from "drizzle-orm";
import type { DocumentRecipient } from "@/db/schema/billing";
import { NotFound } from "@/server/kernel/errors";
import type { PdfDto } from "@/server/modules/templates/schema";
import type { Ctx } from "@/server/tenancy/context";
import { type CreditNoteFacts, creditNoteSheet } from "./pdf/credit-note-sheet";
import { makePdf, type ReadDraft } from "./pdf/make-pdf";
import { ofReader } from "./pdf/of-reader";
import type { CreditNotePdfInput } from "./pdf/schema";

type Head = Omit<CreditNoteFacts, "lines"> & {
  recipient: DocumentRecipient;
  locale: string;
  createdAt: string;
};

/** A credit note as PDF, for staff within reach and for the customer whose it is. Throws `NotFound`. */
export function creditNotePdf(ctx: Ctx, input: CreditNotePdfInput): Promise<PdfDto> {
  return makePdf(ctx, creditNoteDraft(ctx, input));
}

/** The same, not drawn yet. */
export function creditNoteDraft(ctx: Ctx, { creditNoteId }: CreditNotePdfInput): ReadDraft {
  const mine = ofReader(ctx, "invoice.read", sql`n.customer_id`, sql`n.status <> 'draft'`);
  return async (tx) => {
    const { rows: heads } = await tx.execute<Head>(sql`
      select n.full_number as number, n.status, coalesce(s.fiscal, false) as fiscal, n.reason,
        i.full_number as "invoiceNumber", n.currency, n.issued_on::text as "issuedOn",
        n.net_minor::float8 as "netMinor", n.tax_minor::float8 as "taxMinor", n.total_minor::float8 as "totalMinor",
        n.remaining_minor::float8 as "remainingMinor", n.recipient, n.created_at as "createdAt", c.locale
      from credit_notes n
      join customers c on c.tenant_id = n.tenant_id and c.id = n.customer_id
      left join invoices i on i.tenant_id = n.tenant_id and i.id = n.invoice_id
      left join document_series s on s.tenant_id = n.tenant_id and s.id = n.series_id
      where n.tenant_id = ${ctx.tenantId} and n.id = ${creditNoteId} and ${mine}`);
    const [head] = heads;
    if (!head) throw new NotFound("creditNote");
    const { rows: lines } = await tx.execute<CreditNoteFacts["lines"][number]>(sql`
      select description, tax_code as "taxCode", trim_scale(tax_rate)::text as "taxRate",
        net_minor::float8 as "netMinor", tax_minor::float8 as "taxMinor", total_minor::float8 as "totalMinor"
      from credit_note_lines where tenant_id = ${ctx.tenantId} and credit_note_id = ${creditNoteId}
      order by position`);
    const { recipient, locale, createdAt, ...facts } = head;
    const { number, currency, totalMinor } = facts;
    return {
      ...{ template: "billing.creditNote", name: number, locale, currency },
      ...{ at: new Date(createdAt), recipient, number, totalMinor, path: "/invoices" },
      sheet: (frame) => creditNoteSheet({ ...facts, lines }, frame),
    };
  };
}
