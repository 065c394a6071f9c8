import { toMajor } from "@/server/kernel/money";
import type { GatewaySettings } from "../ask-gateway";
import type { Confirming, GatewayAccount, PayForm } from "../schema";

const SCRIPTS = {
  live: "https://static-content.vnforapps.com/v2/js/checkout.js",
  test: "https://static-content-qas.vnforapps.com/v2/js/checkout.js?qa=true",
};
const ORIGINS = ["https://*.vnforapps.com", "https://*.vnforappstest.com"];

/** Its button posts what the form gave to our own address, as a form (`transactionToken`). */
const START = `VisanetCheckout.configure({ ...data.config, action: location.pathname + "/back" });
VisanetCheckout.open();`;

/** Niubiz's checkout on our page (its "Pago Web"): the card's number is never ours. */
export function niubizForm(
  { baseUrl }: GatewaySettings,
  { live, secrets }: GatewayAccount,
  given: { asked: Confirming; sessionKey: string; number: string },
): PayForm {
  const { asked, sessionKey, number } = given;
  const home = baseUrl === undefined ? undefined : new URL(baseUrl).origin;
  return {
    scriptUrl: home ? `${home}/v2/js/checkout.js` : SCRIPTS[live ? "live" : "test"],
    origins: home ? [home] : ORIGINS,
    start: START,
    data: {
      config: {
        ...{ sessiontoken: sessionKey, channel: asked.keepCard ? "paycard" : "web" },
        ...{ merchantid: secrets["merchantId"] ?? "", purchasenumber: number },
        ...{ amount: toMajor(asked.amountMinor, asked.currency), expirationminutes: "15" },
        ...{ timeouturl: "about:blank", merchantname: asked.title.slice(0, 40) },
      },
    },
  };
}
