import { NotFound } from "@/server/kernel/errors";
import { openOwnCheckout } from "@/server/modules/payments/gateways/open-own-checkout";
import type { CheckoutDto } from "@/server/modules/payments/schema";
import type { Ctx } from "@/server/tenancy/context";
import { chargePaying } from "../internal/hit-limits";
import { payerOfLink } from "../internal/pay-link-payer";
import type { PayByLinkInput } from "./schema";

/** A gateway's page for invoices of a link. Throws `NotFound` (the link, an invoice that is not its own), and what a checkout throws. */
export async function payByLink(
  ctx: Ctx,
  { token, integrationId, invoiceIds }: PayByLinkInput,
): Promise<CheckoutDto> {
  const { link, payer } = await payerOfLink(ctx, token);
  await chargePaying(ctx, link.customerId);
  if (link.invoiceId !== null && invoiceIds.some((id) => id !== link.invoiceId))
    throw new NotFound("invoice");
  return openOwnCheckout(payer, { integrationId, invoiceIds }, link.id);
}
