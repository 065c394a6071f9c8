import { serveHandler } from "../serve-handler";
import { NiubizStandin } from "./handler";

// PORT=4553 npx tsx standins/niubiz/main.ts
const standin = new NiubizStandin();
const { url } = await serveHandler(standin.handle, Number(process.env.PORT ?? 4553));
console.log(
  `Niubiz stand-in: NIUBIZ_BASE_URL=${url}, shop ${standin.merchantId}, ${standin.user} / ${standin.password}, RUC ${standin.ruc}`,
);
