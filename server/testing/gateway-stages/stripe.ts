import { openStripe } from "@/server/integrations/payments/stripe/open-stripe";
import { StripeStandin } from "@/standins/stripe/handler";
import { decline, type Stage } from "./stage";

export function stripeStage(): Stage {
  const standin = new StripeStandin();
  return {
    ...{ name: "stripe", currency: "PEN", accountId: "", beyond: "charge_already_refunded" },
    handle: standin.handle,
    open: openStripe,
    secrets: (wrong) => ({
      secretKey: wrong ? "sk_wrong" : standin.secretKey,
      webhookSecret: wrong ? "whsec_wrong" : standin.webhookSecret,
    }),
    pay: ({ checkoutId }, over) => {
      standin.pay(checkoutId, over ? { declined: "insufficient_funds" } : {});
      return new URLSearchParams({ session_id: checkoutId });
    },
    fail: (...faults) => standin.fail(...faults),
    charged: () => [...standin.intents.values()].filter((one) => one.status === "succeeded").length,
    opened: () => standin.sessions.size,
    refunded: () => standin.refunds.length,
    decline: (token, how) =>
      decline(standin.declining, token, how, ["expired_card", "insufficient_funds"]),
    notice: () => ({
      ...standin.notice(standin.events.findLast((one) => one.includes('"payment_intent"'))),
      query: "",
    }),
  };
}
