import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { PdfDto } from "@/server/modules/templates/schema";
import type { Ctx } from "@/server/tenancy/context";
import type { Recipient } from "./pdf/frame";
import { makePdf, type ReadDraft } from "./pdf/make-pdf";
import { statementPdfInput, type StatementPdfInput } from "./pdf/schema";
import { statementSheet } from "./pdf/statement-sheet";
import { readStatement } from "./statements/read-statement";

/**
 * A customer's account over a period as PDF, for staff within reach; a customer of the portal gets their own. Throws
 * `NotFound`, `Invalid` for a period that ends before it begins.
 */
export function statementPdf(ctx: Ctx, given: StatementPdfInput): Promise<PdfDto> {
  return makePdf(ctx, statementDraft(ctx, given));
}

/** The same, not drawn yet. */
export function statementDraft(ctx: Ctx, given: StatementPdfInput): ReadDraft {
  const asked = statementPdfInput.parse(given);
  const { reader, customerId } = readerOf(ctx, asked.customerId);
  return async (tx) => {
    const statement = await readStatement(reader, tx, { ...asked, customerId });
    const { rows } = await tx.execute<Recipient & { locale: string; number: number }>(sql`
      select coalesce(nullif(legal_name, ''), name) as name, tax_id_kind as "taxIdKind", tax_id as "taxId",
        '' as address, locale, number
      from customers where tenant_id = ${ctx.tenantId} and id = ${customerId}`);
    const [customer] = rows;
    if (!customer) throw new NotFound("customer");
    const { currency, to, closingMinor: totalMinor } = statement;
    const number = String(customer.number);
    return {
      ...{ template: "billing.statement", name: `estado-${number}-${to}`, currency },
      ...{ at: new Date(`${to}T00:00:00Z`), locale: customer.locale, recipient: customer },
      ...{ number, totalMinor, path: "/invoices" },
      sheet: (frame) => statementSheet(statement, frame),
    };
  };
}

/** A customer reads their own account and no other; what they may see has no owner among the staff. */
function readerOf(ctx: Ctx, customerId: string): { reader: Ctx; customerId: string } {
  const { actor } = ctx;
  if (actor.kind === "customer") {
    if (customerId !== actor.customerId) throw new NotFound("customer");
    return { reader: { ...ctx, actor: { kind: "system", job: "portal.statement" } }, customerId };
  }
  authorize(ctx, "invoice.read");
  return { reader: ctx, customerId };
}
