import type { GatewaySettings } from "../ask-gateway";
import { askedMethods } from "../pay-methods";
import { type PayMethod } from "../schema";
import type { Confirming, GatewayAccount, PayForm } from "../schema";
import { culqiMethods } from "./methods";

const SCRIPT = "https://js.culqi.com/checkout-js";

/** What its checkout is told, and what becomes of what it gives: a token of a card or of Yape, or a code to be paid. */
const START = `const checkout = new CulqiCheckout(data.publicKey, data.config);
checkout.culqi = () => {
  if (checkout.token) { checkout.close(); pay({ token: checkout.token.id }); }
  else if (checkout.order) pay({ order: checkout.order.id });
};
checkout.open();`;

/** Culqi's own checkout on our page (docs.culqi.com, "Culqi Checkout custom"): the card's number is never ours. */
export function culqiForm(
  { baseUrl }: GatewaySettings,
  account: GatewayAccount,
  asked: Confirming,
): PayForm {
  const isOrder = asked.checkoutId.startsWith("ord_");
  const settings = {
    ...{ title: asked.title.slice(0, 40), currency: asked.currency, amount: asked.amountMinor },
    ...(isOrder && { order: asked.checkoutId }),
  };
  const on = askedMethods(culqiMethods, { country: "PE", ...account }, asked.currency) ?? [];
  const byCode = (method: PayMethod) => isOrder && on.includes(method);
  const paymentMethods = {
    ...{ tarjeta: on.includes("card"), yape: on.includes("yape"), cuotealo: false },
    ...{ bancaMovil: byCode("bankApp"), agente: byCode("pagoefectivo"), billetera: byCode("plin") },
  };
  return {
    scriptUrl: baseUrl === undefined ? SCRIPT : `${baseUrl.replace(/\/$/, "")}/checkout-js`,
    origins: baseUrl === undefined ? ["https://*.culqi.com"] : [new URL(baseUrl).origin],
    start: START,
    data: {
      publicKey: account.secrets["publicKey"] ?? "",
      config: {
        ...{ settings, client: { email: asked.email ?? "" } },
        options: { lang: "auto", installments: false, modal: true, paymentMethods },
      },
    },
  };
}
