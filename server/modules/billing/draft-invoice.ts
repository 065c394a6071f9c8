import { invoices } from "@/db/schema/billing";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { composeDraft, writeLines } from "./internal/compose-draft";
import { requireUnits } from "./internal/require-units";
import { readInvoice } from "./read-invoice";
import { type DraftInvoiceInput, draftInvoiceInput, type InvoiceDetailDto } from "./schema";

/**
 * Writes an invoice down without issuing it: no number, nothing owed. Throws `Invalid` beside a line's field, `NotFound`
 * for the customer.
 */
export function draftInvoice(ctx: Ctx, given: DraftInvoiceInput): Promise<InvoiceDetailDto> {
  const input = draftInvoiceInput.parse(given);
  authorize(ctx, "invoice.manage");
  return inTenant(ctx, async (tx) => {
    await requireUnits(ctx, tx, input);
    const { head, lines } = await composeDraft(ctx, tx, input);
    const id = newId(ctx.now.getTime());
    await tx.insert(invoices).values({
      ...{ ...head, id, tenantId: ctx.tenantId, kind: "manual", documentStatus: "draft" },
      ...{ openMinor: 0, createdAt: ctx.now, updatedAt: ctx.now },
    });
    await writeLines(ctx, tx, id, lines);
    record(ctx, "invoice.drafted", {
      entity: { type: "invoice", id },
      payload: {
        ...{ customerId: head.customerId, currency: head.currency },
        totalMinor: head.totalMinor,
      },
    });
    return readInvoice(ctx, tx, id);
  });
}
