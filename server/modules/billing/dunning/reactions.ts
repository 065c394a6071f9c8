import { defineReaction } from "@/server/events/reactions";
import { inTenant } from "@/server/tenancy/in-tenant";
import { undoForce } from "./internal/undo-force";
import { settleDebt } from "./settle-debt";

export const reactions = [
  defineReaction({
    // In the payment's own transaction: whoever paid is on the way back when the payment stands.
    on: [
      "invoice.paid",
      "payment.received",
      "creditNote.issued",
      "invoice.voided",
      "invoice.writtenOff",
    ],
    name: "dunning.settleDebt",
    inTx: true,
    handle: (ctx, event) => inTenant(ctx, (tx) => settleDebt(ctx, tx, event.payload.customerId)),
  }),
  defineReaction({
    // Money that bounced: the words were said; the cut may come again.
    on: ["invoice.reopened"],
    name: "dunning.reopenLadder",
    inTx: true,
    handle: (ctx, event) =>
      inTenant(ctx, (tx) =>
        undoForce(ctx, tx, { customerId: event.payload.customerId, reason: "reopened" }),
      ),
  }),
];
