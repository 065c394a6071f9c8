import { removeIn } from "@/server/modules/payments/cards/remove-card";
import { cardIdInput, cardsDto, turnOnInput } from "@/server/modules/payments/cards/schema";
import { turnOffIn, turnOnIn } from "@/server/modules/payments/cards/switch-autopay";
import { readCards } from "@/server/modules/payments/cards/read-cards";
import { inTenant } from "@/server/tenancy/in-tenant";
import { customer } from "@/server/trpc/procedures";
import { ownCustomer } from "../internal/own-customer";

/** The signed-in customer's kept cards, and their own switch of automatic payment. */
export const cardProcedures = {
  getCards: customer()
    .output(cardsDto)
    .query(({ ctx }) => inTenant(ctx, (tx) => readCards(ctx, tx, ownCustomer(ctx).customerId))),
  removeCard: customer()
    .input(cardIdInput)
    .output(cardsDto)
    .mutation(({ ctx, input }) =>
      inTenant(ctx, (tx) => removeIn(ctx, tx, { ...input, ...ownId(ctx) })),
    ),
  turnOnAutopay: customer()
    .input(turnOnInput)
    .output(cardsDto)
    .mutation(({ ctx, input }) =>
      inTenant(ctx, (tx) => turnOnIn(ctx, tx, { ...input, ...ownId(ctx) })),
    ),
  turnOffAutopay: customer()
    .output(cardsDto)
    .mutation(({ ctx }) => inTenant(ctx, (tx) => turnOffIn(ctx, tx, ownId(ctx).customerId))),
};

const ownId = (ctx: Parameters<typeof ownCustomer>[0]) => ({
  customerId: ownCustomer(ctx).customerId,
});
