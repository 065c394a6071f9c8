import { staff } from "@/server/trpc/procedures";
import { listCards } from "./list-cards";
import { removeCard } from "./remove-card";
import * as schema from "./schema";
import { turnOffAutopay, turnOnAutopay } from "./switch-autopay";

/** Customers' kept cards and automatic payment, as staff see and keep them. */
export const cardProcedures = {
  listCards: staff("payment.read")
    .meta({
      openapi: {
        ...{ method: "GET", path: "/customers/{customerId}/payment-methods", tags: ["payments"] },
        summary: "List a customer's kept cards, automatic payment and its next charges",
      },
    })
    .input(schema.cardsOfInput)
    .output(schema.staffCardsDto)
    .query(({ ctx, input }) => listCards(ctx, input)),
  removeCard: staff("autopay.manage")
    .input(schema.cardIdInput)
    .output(schema.cardsDto)
    .mutation(({ ctx, input }) => removeCard(ctx, input)),
  turnOnAutopay: staff("autopay.manage")
    .input(schema.turnOnForInput)
    .output(schema.cardsDto)
    .mutation(({ ctx, input }) => turnOnAutopay(ctx, input)),
  turnOffAutopay: staff("autopay.manage")
    .input(schema.cardsOfInput)
    .output(schema.cardsDto)
    .mutation(({ ctx, input }) => turnOffAutopay(ctx, input)),
};
