import { sql } from "drizzle-orm";
import { NotFound } from "@/server/kernel/errors";
import type { PdfDto } from "@/server/modules/templates/schema";
import type { Ctx } from "@/server/tenancy/context";
import type { Recipient } from "./pdf/frame";
import { makePdf, type ReadDraft } from "./pdf/make-pdf";
import { ofReader } from "./pdf/of-reader";
import { type ReceiptFacts, receiptSheet } from "./pdf/receipt-sheet";
import type { ReceiptPdfInput } from "./pdf/schema";

type Head = Omit<ReceiptFacts, "allocations" | "partly"> &
  Recipient & { locale: string; createdAt: string };

/** All that a receipt says where anybody may read it: a name, and of one invoice alone where its reader came for that one. */
export type ShownReceipt = { as: string; onlyInvoiceId: string | null };

/** A payment's receipt as PDF, for staff within reach and for who paid; less of it as `shown` says. Throws `NotFound`. */
export function receiptPdf(
  ctx: Ctx,
  input: ReceiptPdfInput,
  shown?: ShownReceipt,
): Promise<PdfDto> {
  const read = receiptDraft(ctx, input, shown?.onlyInvoiceId ?? null);
  if (shown === undefined) return makePdf(ctx, read);
  const recipient = { name: shown.as, taxIdKind: "", taxId: "", address: "" };
  return makePdf(ctx, async (tx) => ({ ...(await read(tx)), recipient }));
}

/** The same, not drawn yet. */
export function receiptDraft(
  ctx: Ctx,
  { paymentId }: ReceiptPdfInput,
  onlyInvoiceId: string | null = null,
): ReadDraft {
  const mine = ofReader(ctx, "payment.read", sql`p.customer_id`);
  return async (tx) => {
    const { rows: heads } = await tx.execute<Head>(sql`
      select p.receipt_full_number as number, p.status, p.method, p.reference, p.currency,
        p.received_on::text as "receivedOn", p.amount_minor::float8 as "amountMinor",
        p.unallocated_minor::float8 as "unallocatedMinor", p.created_at as "createdAt", c.locale,
        coalesce(nullif(c.legal_name, ''), c.name) as name, c.tax_id_kind as "taxIdKind", c.tax_id as "taxId",
        '' as address
      from payments p join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id
      where p.tenant_id = ${ctx.tenantId} and p.id = ${paymentId} and ${mine}`);
    const [head] = heads;
    if (!head) throw new NotFound("payment");
    const { rows: allocations } = await tx.execute<ReceiptFacts["allocations"][number]>(sql`
      select i.full_number as "invoiceNumber", i.due_on::text as "dueOn", a.amount_minor::float8 as "amountMinor"
      from payment_allocations a join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
      where a.tenant_id = ${ctx.tenantId} and a.payment_id = ${paymentId} and a.reversed_at is null
        and (${onlyInvoiceId}::uuid is null or a.invoice_id = ${onlyInvoiceId}::uuid)
      order by a.created_at, a.id`);
    const partly = onlyInvoiceId !== null;
    const sumMinor = allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const totalMinor = partly ? sumMinor : head.amountMinor;
    const { number, currency, locale, createdAt } = head;
    return {
      ...{ template: "billing.receipt", name: number || "recibo", locale, currency },
      ...{ at: new Date(createdAt), recipient: head, number, totalMinor, path: "/invoices" },
      sheet: (frame) =>
        receiptSheet({ ...head, amountMinor: totalMinor, partly, allocations }, frame),
    };
  };
}
