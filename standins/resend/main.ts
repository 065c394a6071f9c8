import { serveHandler } from "../serve-handler";
import { ResendStandin } from "./handler";

// PORT=4545 npx tsx standins/resend/main.ts
const standin = new ResendStandin();
const { url } = await serveHandler(standin.handle, Number(process.env.PORT ?? 4545));
console.log(`Resend stand-in: RESEND_BASE_URL=${url} RESEND_API_KEY=${standin.apiKey}`);
