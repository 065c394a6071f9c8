import { serveHandler } from "../serve-handler";
import { MercadopagoStandin } from "./handler";

// PORT=4549 npx tsx standins/mercadopago/main.ts
const standin = new MercadopagoStandin();
standin.onNotice = (to, { query, body, headers }) => {
  const joint = to.includes("?") ? "&" : "?";
  void fetch(`${to}${joint}${query}`, { method: "POST", body, headers }).catch((error: unknown) =>
    console.error(String(error)),
  );
};
const { url } = await serveHandler(standin.handle, Number(process.env.PORT ?? 4549));
const { accessToken, sellerId } = standin.sellers;
console.log(
  `MercadoPago stand-in: MERCADOPAGO_BASE_URL=${url}, seller ${sellerId}, token ${accessToken}, webhook secret ${standin.webhookSecret}`,
);
