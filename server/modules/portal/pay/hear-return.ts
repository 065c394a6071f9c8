import { askSoon } from "@/server/modules/payments/gateways/ask-soon";
import type { Ctx } from "@/server/tenancy/context";
import { chargePaying } from "../internal/hit-limits";
import { ownCustomer } from "../internal/own-customer";
import { payerOfLink } from "../internal/pay-link-payer";
import type { LinkReturnInput, PayReturnInput } from "./schema";

/** The signed-in customer is back from the gateway: it is asked at once. */
export async function hearReturn(ctx: Ctx, { attemptId }: PayReturnInput): Promise<void> {
  await chargePaying(ctx, ownCustomer(ctx).customerId);
  await askSoon(ctx, { attemptId });
}

/** The same of somebody with a link. Throws `NotFound` for one that opens nothing. */
export async function hearLinkReturn(
  ctx: Ctx,
  { token, attemptId }: LinkReturnInput,
): Promise<void> {
  const { payer } = await payerOfLink(ctx, token);
  await hearReturn(payer, { attemptId });
}
