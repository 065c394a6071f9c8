import { serveHandler } from "../serve-handler";
import { CulqiStandin } from "./handler";

// PORT=4551 CULQI_STANDIN_WEBHOOK=http://… npx tsx standins/culqi/main.ts
const standin = new CulqiStandin();
const webhook = process.env.CULQI_STANDIN_WEBHOOK;
if (webhook !== undefined)
  standin.onEvent = ({ body, headers }) =>
    void fetch(webhook, { method: "POST", body, headers }).catch((error: unknown) =>
      console.error(String(error)),
    );
const { url } = await serveHandler(standin.handle, Number(process.env.PORT ?? 4551));
console.log(
  `Culqi stand-in: CULQI_BASE_URL=${url}, keys ${standin.secretKey} / ${standin.publicKey}, webhook password ${standin.webhookSecret}`,
);
