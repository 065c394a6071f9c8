import { NotFound } from "@/server/kernel/errors";
import { receiptPdf } from "@/server/modules/billing/receipt-pdf";
import type { PdfDto } from "@/server/modules/templates/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { chargePaying } from "../internal/hit-limits";
import { payerOfLink } from "../internal/pay-link-payer";
import { readDesk } from "../internal/read-desk";
import type { LinkReceiptInput } from "./schema";

/**
 * The receipt of a payment that the link shows, with no more of the payer than its page says, and of one
 * invoice alone behind that invoice's link. Throws `NotFound` for any other of the same customer too.
 */
export async function receiptByLink(
  ctx: Ctx,
  { token, paymentId }: LinkReceiptInput,
): Promise<PdfDto> {
  const { link, payer } = await payerOfLink(ctx, token);
  await chargePaying(ctx, link.customerId);
  const { paid, payer: shownAs } = await inTenant(payer, (tx) => readDesk(payer, tx, link));
  if (!paid.some((one) => one.paymentId === paymentId)) throw new NotFound("payment");
  return receiptPdf(payer, { paymentId }, { as: shownAs, onlyInvoiceId: link.invoiceId });
}
