import { serveHandler } from "../serve-handler";
import { OidcStandin } from "./handler";

// PORT=4546 TRAMA_ROOT_HOST=localhost:3000 OIDC_EMAIL=ana@fibranet.demo npx tsx standins/oidc/main.ts
const root = process.env.TRAMA_ROOT_HOST ?? "localhost:3000";
const client = { clientId: "trama", clientSecret: "standin-secret" };
const standin = new OidcStandin({ ...client, redirectUri: `http://${root}/api/oidc/callback` });
const email = process.env.OIDC_EMAIL ?? "ana@fibranet.demo";
standin.person = { sub: `standin-${email}`, email, email_verified: true };
const { url } = await serveHandler(standin.handle, Number(process.env.PORT ?? 4546));
standin.issuer = url;
const provider = { id: "standin", label: "Google", issuer: url, ...client };
console.log(`OIDC stand-in: TRAMA_OIDC_PROVIDERS='${JSON.stringify([provider])}'`);
