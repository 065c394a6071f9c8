import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import type { CheckoutDto, OpenCheckoutInput } from "../schema";
import { startCheckout } from "./start-checkout";

/** Staff's way to a gateway's page on which invoices of a customer can be paid. Throws what `startCheckout` throws. */
export async function openCheckout(ctx: Ctx, input: OpenCheckoutInput): Promise<CheckoutDto> {
  authorize(ctx, "payment.record");
  return startCheckout(ctx, input);
}
