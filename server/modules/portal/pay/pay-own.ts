import { openOwnCheckout } from "@/server/modules/payments/gateways/open-own-checkout";
import type { CheckoutDto } from "@/server/modules/payments/schema";
import type { Ctx } from "@/server/tenancy/context";
import { chargePaying } from "../internal/hit-limits";
import { ownCustomer } from "../internal/own-customer";
import type { PayOwnInput } from "./schema";

/** A gateway's page for invoices of the signed-in customer. Throws what a checkout throws. */
export async function payOwn(ctx: Ctx, input: PayOwnInput): Promise<CheckoutDto> {
  await chargePaying(ctx, ownCustomer(ctx).customerId);
  return openOwnCheckout(ctx, input);
}
