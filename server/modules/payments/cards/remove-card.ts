import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentMethods } from "@/db/schema/cards";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endCard } from "./end-card";
import { readCards } from "./read-cards";
import type { CardIdInput, CardsDto } from "./schema";

/**
 * A card is kept no more, in the open transaction; whose it is limits it. Removed twice is removed once. Throws `NotFound`,
 * also for another customer's.
 */
export async function removeIn(
  ctx: Ctx,
  tx: Tx,
  { methodId, customerId }: CardIdInput & { customerId?: string },
): Promise<CardsDto> {
  const [card] = await tx
    .select()
    .from(paymentMethods)
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.id, methodId),
        customerId ? eq(paymentMethods.customerId, customerId) : undefined,
      ),
    );
  if (!card) throw new NotFound("paymentMethod");
  await endCard(ctx, tx, card, "removed");
  return readCards(ctx, tx, card.customerId);
}

/** Staff remove a customer's card: automatic payment by it ends, the gateway forgets it. Throws `NotFound`. */
export function removeCard(ctx: Ctx, input: CardIdInput): Promise<CardsDto> {
  authorize(ctx, "autopay.manage");
  return inTenant(ctx, (tx) => removeIn(ctx, tx, input));
}
