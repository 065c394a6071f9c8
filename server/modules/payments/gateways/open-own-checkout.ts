import { NotFound, Unauthenticated } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { CheckoutDto, OpenCheckoutInput } from "../schema";
import { listOffered } from "./list-offered";
import { startCheckout } from "./start-checkout";

/**
 * A customer's own way to a gateway's page, from their portal or from a link that was sent to them (`payLinkId`). Throws
 * `NotFound` for invoices that are not theirs and gateways that are not offered, and what `startCheckout` throws.
 */
export async function openOwnCheckout(
  ctx: Ctx,
  input: Omit<OpenCheckoutInput, "customerId">,
  payLinkId: string | null = null,
): Promise<CheckoutDto> {
  const { actor } = ctx;
  if (actor.kind !== "customer") throw new Unauthenticated();
  const offered = await inTenant(ctx, (tx) => listOffered(ctx, tx));
  if (!offered.some(({ integrationId }) => integrationId === input.integrationId))
    throw new NotFound("integration");
  return startCheckout(ctx, { ...input, customerId: actor.customerId }, payLinkId);
}
