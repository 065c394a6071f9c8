import { serveHandler } from "../serve-handler";
import { IzipayStandin } from "./handler";

// PORT=4552 npx tsx standins/izipay/main.ts
const standin = new IzipayStandin();
standin.onNotice = (to, { body, headers }) => {
  if (to === undefined) return;
  void fetch(to, { method: "POST", body, headers }).catch((error: unknown) =>
    console.error(String(error)),
  );
};
const { url } = await serveHandler(standin.handle, Number(process.env.PORT ?? 4552));
console.log(
  `Izipay stand-in: IZIPAY_BASE_URL=${url}, shop ${standin.shopId} / ${standin.password}, public key ${standin.publicKey}`,
);
