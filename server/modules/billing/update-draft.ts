import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { composeDraft, writeHead, writeLines } from "./internal/compose-draft";
import { lockInvoice } from "./internal/invoice-row";
import { requireUnits } from "./internal/require-units";
import { readInvoice } from "./read-invoice";
import { documentMachine } from "./rules/documents/machines";
import { type InvoiceDetailDto, type UpdateDraftInput, updateDraftInput } from "./schema";

/** Writes a draft anew; an approved one waits for approval again. Throws `NotFound`, `Invalid`, `IllegalTransition`. */
export function updateDraft(ctx: Ctx, given: UpdateDraftInput): Promise<InvoiceDetailDto> {
  const { invoiceId, ...input } = updateDraftInput.parse(given);
  authorize(ctx, "invoice.manage");
  return inTenant(ctx, async (tx) => {
    const { customerId, documentStatus } = await lockInvoice(ctx, tx, invoiceId);
    const to = transition("invoice", documentMachine, documentStatus, "edit");
    await requireUnits(ctx, tx, input);
    const { head, lines } = await composeDraft(ctx, tx, { ...input, customerId });
    await writeHead(ctx, tx, invoiceId, { ...head, documentStatus: to as "draft" });
    await writeLines(ctx, tx, invoiceId, lines);
    record(ctx, "invoice.draftChanged", {
      entity: { type: "invoice", id: invoiceId },
      payload: { customerId, currency: head.currency, totalMinor: head.totalMinor },
    });
    return readInvoice(ctx, tx, invoiceId);
  });
}
