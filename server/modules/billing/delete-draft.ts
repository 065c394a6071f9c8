import { and, eq } from "drizzle-orm";
import { invoiceLines, invoices } from "@/db/schema/billing";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockInvoice } from "./internal/invoice-row";
import { documentMachine } from "./rules/documents/machines";
import type { InvoiceIdInput } from "./schema";

/** Deletes a draft: nobody was told of it and it has no number. Throws `NotFound`, `IllegalTransition`. */
export function deleteDraft(ctx: Ctx, { invoiceId }: InvoiceIdInput): Promise<void> {
  authorize(ctx, "invoice.manage");
  const { tenantId } = ctx;
  return inTenant(ctx, async (tx) => {
    const row = await lockInvoice(ctx, tx, invoiceId);
    transition("invoice", documentMachine, row.documentStatus, "delete");
    await tx
      .delete(invoiceLines)
      .where(and(eq(invoiceLines.tenantId, tenantId), eq(invoiceLines.invoiceId, invoiceId)));
    await tx
      .delete(invoices)
      .where(and(eq(invoices.tenantId, tenantId), eq(invoices.id, invoiceId)));
    record(ctx, "invoice.draftDeleted", {
      entity: { type: "invoice", id: invoiceId },
      payload: {
        ...{ customerId: row.customerId, currency: row.currency, totalMinor: row.totalMinor },
      },
    });
  });
}
