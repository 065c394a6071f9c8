import { NotFound, Unauthenticated } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { CheckoutDto, OpenCheckoutInput } from "../schema";
import { takeMandate } from "../cards/internal/mandate";
import { listOffered } from "./list-offered";
import { startCheckout } from "./start-checkout";

/**
 * A customer's own way to a gateway's page, from their portal or from a link that was sent to them (`payLinkId`).
 * `keepCard`: the version of the words by which they agreed that the card is kept. Throws `NotFound` for invoices that are
 * not theirs and gateways that are not offered, `Conflict` for words that changed, and what `startCheckout` throws.
 */
export async function openOwnCheckout(
  ctx: Ctx,
  { keepCard, ...input }: Omit<OpenCheckoutInput, "customerId"> & { keepCard?: string | undefined },
  payLinkId: string | null = null,
): Promise<CheckoutDto> {
  const { actor } = ctx;
  if (actor.kind !== "customer") throw new Unauthenticated();
  const offered = await inTenant(ctx, (tx) => listOffered(ctx, tx));
  if (!offered.some(({ integrationId }) => integrationId === input.integrationId))
    throw new NotFound("integration");
  const mandate = keepCard
    ? await inTenant(ctx, (tx) => takeMandate(ctx, tx, { kind: "keep", version: keepCard }))
    : null;
  return startCheckout(ctx, { ...input, customerId: actor.customerId }, { payLinkId, mandate });
}
