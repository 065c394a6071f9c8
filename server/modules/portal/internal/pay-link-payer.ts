import { NotFound } from "@/server/kernel/errors";
import { findPayLink, type PayLink } from "@/server/modules/billing/pay-links/find-pay-link";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** The same call by the customer whose link it is: they see their own rows, whoever else is signed in here. */
export const asPayer = (ctx: Ctx, { id, customerId }: PayLink): Ctx => ({
  ...ctx,
  actor: { kind: "customer", customerId, sessionId: id },
});

/** The open link of a token and the call as its customer's. Throws `NotFound` for one that opens nothing (any more). */
export async function payerOfLink(ctx: Ctx, token: string): Promise<{ link: PayLink; payer: Ctx }> {
  const link = await inTenant(ctx, (tx) => findPayLink(ctx, tx, token));
  if (link?.state !== "open") throw new NotFound("payLink");
  return { link, payer: asPayer(ctx, link) };
}
