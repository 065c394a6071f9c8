import { defineReaction } from "@/server/events/reactions";
import { moneyParam } from "@/server/modules/notifications/rules/money-param";
import { tellCustomer } from "@/server/modules/notifications/tell-customer";
import { inTenant } from "@/server/tenancy/in-tenant";
import { cardLabel } from "./internal/card-label";

export const reactions = [
  defineReaction({
    on: ["autopay.failed"],
    name: "payments.tellOfFailedCharge",
    handle: (ctx, { entity, payload }) =>
      inTenant(ctx, async (tx) => {
        const { customerId, invoiceId, currency, amountMinor, tryNumber, retryOn } = payload;
        const amount = moneyParam(amountMinor, currency);
        const params = { amount, card: await cardLabel(ctx, tx, entity.id), url: "/pay" };
        await tellCustomer(ctx, tx, {
          ...{ customerId, entity: { type: "invoice", id: invoiceId } },
          ...(retryOn === null
            ? { event: "billing.autopayStopped", params }
            : { event: "billing.autopayRetry", params: { ...params, retryOn } }),
          dedupeKey: `autopay.failed:${invoiceId}:${tryNumber}`,
        });
      }),
  }),
];
