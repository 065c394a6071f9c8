import { type SQL, sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { requireContent } from "@/server/modules/templates/require-content";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import { addDays } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { creditNoteDraft } from "./credit-note-pdf";
import { invoiceDraft } from "./invoice-pdf";
import { ofCustomersWithinReach } from "./of-customers-within-reach";
import { composeSheet, drawPdf, type ReadDraft } from "./pdf/make-pdf";
import {
  type DocumentPreviewDto,
  documentPreviewDto,
  type PreviewDocumentInput,
} from "./pdf/preview-schema";
import { receiptDraft } from "./receipt-pdf";
import { statementDraft } from "./statement-pdf";

type Last = { id: string; customerId: string };

/**
 * The last real document of its kind, of one customer or of anybody within reach, whole, in words that are not saved;
 * null where there is none yet. Throws `Invalid` for words with a fault, `NotFound` for a customer out of reach. Saves nothing.
 */
export async function previewDocument(
  ctx: Ctx,
  input: PreviewDocumentInput,
): Promise<DocumentPreviewDto | null> {
  authorize(ctx, "template.read");
  const { template, content, locale, recordId } = input;
  requireContent(template, "pdf", content);
  const found = await readLast(ctx, template, recordId);
  if (!found) return null;
  const { sheet, name } = await composeSheet(ctx, await draftOf(ctx, template, found), {
    ...{ content, locale },
  });
  return documentPreviewDto.parse({ sheet, pdf: await drawPdf(sheet, name) });
}

/** Where each kind of document stands; a statement is a customer's with something on it. */
const TABLES = {
  "billing.invoice": sql`invoices d where d.document_status = 'finalized'`,
  "billing.creditNote": sql`credit_notes d where d.status <> 'draft'`,
  "billing.receipt": sql`payments d where true`,
  "billing.statement": sql`invoices d where d.document_status = 'finalized'`,
} as const satisfies Record<PreviewDocumentInput["template"], SQL>;

async function readLast(
  ctx: Ctx,
  template: PreviewDocumentInput["template"],
  customerId: string | undefined,
): Promise<Last | undefined> {
  const permission = template === "billing.receipt" ? "payment.read" : "invoice.read";
  authorize(ctx, permission);
  const reached = ofCustomersWithinReach(ctx, permission, sql`d.customer_id`);
  const { rows } = await inTenant(ctx, async (tx) => {
    if (customerId) await requireReached(ctx, tx, customerId, permission);
    return tx.execute<Last>(sql`
      select d.id, d.customer_id as "customerId" from ${TABLES[template]} and d.tenant_id = ${ctx.tenantId}
        and (${customerId ?? null}::uuid is null or d.customer_id = ${customerId ?? null}::uuid)
        and ${reached}
      order by d.created_at desc, d.id desc limit 1`);
  });
  return rows[0];
}

async function requireReached(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  permission: "invoice.read" | "payment.read",
): Promise<void> {
  const { rows } =
    await tx.execute(sql`select 1 from customers c where c.tenant_id = ${ctx.tenantId}
    and c.id = ${customerId} and ${ofCustomersWithinReach(ctx, permission, sql`c.id`)}`);
  if (rows.length === 0) throw new NotFound("customer");
}

async function draftOf(
  ctx: Ctx,
  template: PreviewDocumentInput["template"],
  { id, customerId }: Last,
): Promise<ReadDraft> {
  switch (template) {
    case "billing.invoice":
      return invoiceDraft(ctx, { invoiceId: id });
    case "billing.creditNote":
      return creditNoteDraft(ctx, { creditNoteId: id });
    case "billing.receipt":
      return receiptDraft(ctx, { paymentId: id });
    default: {
      const { today: to } = await inTenant(ctx, (tx) => tenantFacts(ctx, tx));
      return statementDraft(ctx, { customerId, from: addDays(to, -90), to });
    }
  }
}
