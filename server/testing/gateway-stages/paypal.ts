import { openPaypal } from "@/server/integrations/payments/paypal/open-paypal";
import { PaypalStandin } from "@/standins/paypal/handler";
import { decline, type Stage } from "./stage";

export function paypalStage(): Stage {
  const standin = new PaypalStandin();
  const captures = () => [...standin.orders.values()].flatMap((order) => order.captures);
  return {
    ...{ name: "paypal", currency: "USD", accountId: "", beyond: "refund_amount_exceeded" },
    handle: standin.handle,
    open: openPaypal,
    secrets: (wrong) => ({
      clientId: standin.clientId,
      clientSecret: wrong ? "wrong" : standin.clientSecret,
      webhookId: wrong ? "ANOTHER" : standin.webhookId,
    }),
    pay: ({ checkoutId }, over) =>
      standin.approve(checkoutId, over ? { declined: "INSTRUMENT_DECLINED" } : {}),
    fail: (...faults) => standin.fail(...faults),
    charged: () => captures().length,
    opened: () => standin.orders.size,
    refunded: () => [...standin.orders.values()].flatMap((order) => order.refunds).length,
    offers: ({ checkoutId }) =>
      "paypal" in (standin.orders.get(checkoutId)?.request.payment_source ?? {}) ? ["paypal"] : [],
    decline: (token, how) =>
      decline(standin.declining, token, how, ["INSTRUMENT_DECLINED", "INSTRUMENT_DECLINED"]),
    notice: () => ({ ...standin.notice(standin.events.at(-1)), query: "" }),
  };
}
