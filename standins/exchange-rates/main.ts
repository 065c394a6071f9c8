import { serveHandler } from "../serve-handler";
import { CentralBanksStandin } from "./handler";

// PORT=4548 npx tsx standins/exchange-rates/main.ts
const standin = new CentralBanksStandin();
const { url } = await serveHandler(standin.handle, Number(process.env.PORT ?? 4548));
console.log(`Central banks' stand-in: BCB at ${url}/odata, BCRA at ${url}`);
