import { defineReaction } from "@/server/events/reactions";
import { moneyParam } from "@/server/modules/notifications/rules/money-param";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import { tellCustomer } from "@/server/modules/notifications/tell-customer";
import { inTenant } from "@/server/tenancy/in-tenant";
import { payerOf } from "../internal/payer";

export const reactions = [
  defineReaction({
    on: ["paymentProof.submitted"],
    name: "payments.tellOfProof",
    handle: (ctx, { entity, payload }) =>
      inTenant(ctx, async (tx) => {
        const { name } = await payerOf(ctx, tx, payload.customerId);
        await notifyStaff(ctx, tx, {
          ...{ kind: "proof_waiting", permission: "proof.review" },
          params: { name, amount: moneyParam(payload.amountMinor, payload.currency) },
          href: `/payments/proofs/${entity.id}`,
          dedupeKey: `paymentProof.submitted:${entity.id}`,
        });
      }),
  }),
  defineReaction({
    on: ["paymentProof.rejected"],
    name: "payments.tellOfRejectedProof",
    handle: (ctx, { entity, payload }) =>
      inTenant(ctx, async (tx) => {
        const { customerId, currency, amountMinor, reason } = payload;
        await tellCustomer(ctx, tx, {
          ...{ event: "billing.proofRejected", customerId, entity },
          params: { amount: moneyParam(amountMinor, currency), reason, url: "/proofs" },
          dedupeKey: `paymentProof.rejected:${entity.id}`,
        });
      }),
  }),
];
