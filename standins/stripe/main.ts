import { serveHandler } from "../serve-handler";
import { StripeStandin } from "./handler";

// PORT=4548 STRIPE_STANDIN_WEBHOOK=http://… npx tsx standins/stripe/main.ts
const standin = new StripeStandin();
const webhook = process.env.STRIPE_STANDIN_WEBHOOK;
if (webhook !== undefined)
  standin.onEvent = ({ body, headers }) =>
    void fetch(webhook, { method: "POST", body, headers }).catch((error: unknown) =>
      console.error(String(error)),
    );
const { url } = await serveHandler(standin.handle, Number(process.env.PORT ?? 4548));
console.log(
  `Stripe stand-in: STRIPE_BASE_URL=${url}, secret key ${standin.secretKey}, webhook secret ${standin.webhookSecret}`,
);
