import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { readTenant } from "@/server/tenancy/read-tenant";
import { readInvoice } from "./read-invoice";
import type { InvoiceDetailDto, InvoiceIdInput } from "./schema";

/** One invoice within reach with its lines, reasons, payments and credit notes; throws `NotFound`. */
export function getInvoice(ctx: Ctx, { invoiceId }: InvoiceIdInput): Promise<InvoiceDetailDto> {
  authorize(ctx, "invoice.read");
  return readTenant(ctx, (tx) => readInvoice(ctx, tx, invoiceId));
}
