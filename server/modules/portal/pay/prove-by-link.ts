import { NotFound } from "@/server/kernel/errors";
import { submitProof } from "@/server/modules/payments/proofs/submit-proof";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { chargePaying } from "../internal/hit-limits";
import { payerOfLink } from "../internal/pay-link-payer";
import { type ProveByLinkInput, proveByLinkInput } from "./schema";

/**
 * Somebody with a link says that they paid, with the file that they sent before by the same link; of a link for one
 * invoice it is for that one. Throws `NotFound` (the link, an invoice that is not its own) and as `submitProof` does.
 */
export async function proveByLink(ctx: Ctx, given: ProveByLinkInput): Promise<void> {
  const { token, ...fields } = proveByLinkInput.parse(given);
  const { link, payer } = await payerOfLink(ctx, token);
  const { customerId, invoiceId } = link;
  await chargePaying(ctx, customerId);
  if (invoiceId !== null && fields.invoiceIds.some((id) => id !== invoiceId))
    throw new NotFound("invoice");
  const invoiceIds = invoiceId === null ? fields.invoiceIds : [invoiceId];
  await inTenant(payer, (tx) =>
    submitProof(payer, tx, { ...fields, invoiceIds, customerId, source: "payPage" }),
  );
}
