import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { issueDraft } from "./internal/issue-draft";
import { readInvoice } from "./read-invoice";
import type { InvoiceDetailDto, InvoiceIdInput } from "./schema";

/**
 * Makes a draft final: number, taxes and exchange rate of today, books, and the customer's credit pays it. Unchangeable
 * from then on. Throws `NotFound`, `Invalid`, `IllegalTransition`.
 */
export function issueInvoice(ctx: Ctx, { invoiceId }: InvoiceIdInput): Promise<InvoiceDetailDto> {
  authorize(ctx, "invoice.manage");
  return inTenant(ctx, async (tx) => {
    await issueDraft(ctx, tx, invoiceId);
    return readInvoice(ctx, tx, invoiceId);
  });
}
