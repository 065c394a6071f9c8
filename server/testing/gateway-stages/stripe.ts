import { openStripe } from "@/server/integrations/payments/stripe/open-stripe";
import type { PayMethod } from "@/server/integrations/payments/schema";
import { StripeStandin } from "@/standins/stripe/handler";
import { decline, type Stage } from "./stage";

const WAYS: Readonly<Record<string, PayMethod>> = {
  ...{ card: "card", pix: "pix", boleto: "boleto", oxxo: "oxxo", customer_balance: "spei" },
};

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
    offers: ({ checkoutId }) =>
      (standin.sessions.get(checkoutId)?.payment_method_types ?? []).flatMap(
        (type) => WAYS[type] ?? [],
      ),
    payLater: ({ checkoutId }, method, end) => {
      const type = Object.keys(WAYS).find((one) => WAYS[one] === method) ?? "";
      return standin.payLater(checkoutId, type, Math.floor(end.getTime() / 1000));
    },
    decline: (token, how) =>
      decline(standin.declining, token, how, ["expired_card", "insufficient_funds"]),
    notice: () => ({
      ...standin.notice(standin.events.findLast((one) => one.includes('"payment_intent"'))),
      query: "",
    }),
  };
}
