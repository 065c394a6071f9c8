import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { writeHead } from "./internal/compose-draft";
import { lockInvoice } from "./internal/invoice-row";
import { readInvoice } from "./read-invoice";
import { documentMachine } from "./rules/documents/machines";
import type { InvoiceDetailDto, InvoiceIdInput } from "./schema";

/** Says that a draft may be issued as it stands. Throws `NotFound`, `IllegalTransition`. */
export function approveDraft(ctx: Ctx, { invoiceId }: InvoiceIdInput): Promise<InvoiceDetailDto> {
  authorize(ctx, "invoice.manage");
  return inTenant(ctx, async (tx) => {
    const row = await lockInvoice(ctx, tx, invoiceId);
    const to = transition("invoice", documentMachine, row.documentStatus, "approve");
    await writeHead(ctx, tx, invoiceId, { documentStatus: to as "approved" });
    record(ctx, "invoice.approved", {
      entity: { type: "invoice", id: invoiceId },
      payload: {
        ...{ customerId: row.customerId, currency: row.currency, totalMinor: row.totalMinor },
      },
    });
    return readInvoice(ctx, tx, invoiceId);
  });
}
