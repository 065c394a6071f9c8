import { serveHandler } from "../serve-handler";
import { PaypalStandin } from "./handler";

// PORT=4550 PAYPAL_STANDIN_WEBHOOK=http://… npx tsx standins/paypal/main.ts
const standin = new PaypalStandin();
const webhook = process.env.PAYPAL_STANDIN_WEBHOOK;
if (webhook !== undefined)
  standin.onEvent = ({ body, headers }) =>
    void fetch(webhook, { method: "POST", body, headers }).catch((error: unknown) =>
      console.error(String(error)),
    );
const { url } = await serveHandler(standin.handle, Number(process.env.PORT ?? 4550));
console.log(
  `PayPal stand-in: PAYPAL_BASE_URL=${url}, client ${standin.clientId} / ${standin.clientSecret}, webhook ${standin.webhookId}`,
);
