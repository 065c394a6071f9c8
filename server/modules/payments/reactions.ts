import { defineReaction } from "@/server/events/reactions";
import { moneyParam } from "@/server/modules/notifications/rules/money-param";
import { openPayLinks } from "@/server/modules/billing/pay-links/open-pay-links";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import { tellCustomer } from "@/server/modules/notifications/tell-customer";
import { tellOfServices } from "@/server/modules/notifications/tell-of-services";
import type { StatedEvent } from "@/server/events/stated-event";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { beginPaidServices, holdUnpaidServices } from "./begin-paid-services";

export const reactions = [
  defineReaction({
    // In the payment's own transaction: what begins with the first payment begins when the payment stands.
    on: ["payment.received", "invoice.paid"],
    name: "payments.beginPaidServices",
    inTx: true,
    handle: (ctx, { payload }) =>
      inTenant(ctx, (tx) => beginPaidServices(ctx, tx, payload.customerId)),
  }),
  defineReaction({
    on: ["payment.bounced", "payment.refunded", "invoice.reopened"],
    name: "payments.holdUnpaidServices",
    inTx: true,
    handle: (ctx, { payload }) =>
      inTenant(ctx, (tx) => holdUnpaidServices(ctx, tx, payload.customerId)),
  }),
  defineReaction({
    on: ["invoice.created"],
    name: "billing.tellOfInvoice",
    // What came over from another system was told there; a billing run tells its own in sets (`billing.tellRun`).
    wants: ({ payload: { kind, totalMinor } }) =>
      kind !== "opening" && kind !== "recurring" && totalMinor !== 0,
    handle: (ctx, { entity, payload }) =>
      inTenant(ctx, async (tx) => {
        const { customerId, number, currency, totalMinor, dueOn } = payload;
        const [url = ""] = await openPayLinks(ctx, tx, [{ customerId, invoiceId: entity.id }]);
        await tellCustomer(ctx, tx, {
          ...{ event: "billing.invoiceIssued", customerId, entity },
          params: { number, total: moneyParam(totalMinor, currency), dueOn },
          secrets: { url },
          dedupeKey: `invoice.created:${entity.id}`,
        });
      }),
  }),
  defineReaction({
    on: ["payment.received"],
    name: "payments.tellOfPayment",
    handle: (ctx, { entity, payload }) =>
      inTenant(ctx, async (tx) => {
        const { customerId, currency, amountMinor, receipt } = payload;
        await tellCustomer(ctx, tx, {
          ...{ event: "billing.paymentReceived", customerId, entity },
          params: { amount: moneyParam(amountMinor, currency), receipt, url: "/" },
          dedupeKey: `payment.received:${entity.id}`,
        });
      }),
  }),
  defineReaction({
    // Here and not with the other messages: it says where to pay.
    on: ["service.suspended"],
    name: "notifications.tellOfCut",
    together: tellOfCuts,
    handle: (ctx, event) => tellOfCuts(ctx, [event]),
  }),
  defineReaction({
    on: ["ledger.broken"],
    name: "billing.tellOfBrokenBooks",
    handle: (ctx, { entity, payload }) =>
      inTenant(ctx, async (tx) => {
        await notifyStaff(ctx, tx, {
          ...{ kind: "books_broken", permission: "billingRun.manage", href: "/billing" },
          params: { count: payload.problems.length },
          dedupeKey: `ledger.broken:${entity.id}`,
        });
      }),
  }),
];

function tellOfCuts(ctx: Ctx, events: readonly StatedEvent<"service.suspended">[]): Promise<void> {
  const seen = events.map(({ id: eventId, entity }) => ({ serviceId: entity.id, eventId }));
  return inTenant(ctx, (tx) =>
    tellOfServices(ctx, tx, seen, {
      on: false,
      payPaths: (customerIds) =>
        openPayLinks(
          ctx,
          tx,
          customerIds.map((customerId) => ({ customerId, invoiceId: null })),
        ),
    }),
  );
}
