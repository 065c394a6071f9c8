import { defineReaction } from "@/server/events/reactions";
import { inTenant } from "@/server/tenancy/in-tenant";
import { chargeReconnection } from "./charge-reconnection";
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
    // A fee is no reason to keep anybody off: it follows the proof, by itself.
    on: ["service.reconnected"],
    name: "dunning.chargeReconnection",
    handle: (ctx, { entity, payload: { commandId } }) =>
      inTenant(ctx, async (tx) => {
        if (entity.id) await chargeReconnection(ctx, tx, { serviceId: entity.id, commandId });
      }),
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
