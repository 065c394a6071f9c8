import { serveHandler } from "../serve-handler";
import { WhatsappStandin } from "./handler";

// PORT=4547 npx tsx standins/whatsapp/main.ts
const standin = new WhatsappStandin();
const { url } = await serveHandler(standin.handle, Number(process.env.PORT ?? 4547));
console.log(
  `WhatsApp stand-in: WHATSAPP_BASE_URL=${url}, number ${standin.phoneNumberId}, account ${standin.businessAccountId}, token ${standin.accessToken}`,
);
