import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serveHandler } from "../serve-handler";
import { type Address, tellProduct } from "../tell-product";
import { StripeStandin } from "./handler";
import { practicePage } from "./practice-page";

// The gateway on which the demo company is paid: node --import tsx standins/stripe/demo.ts <folder>. Prints one line of JSON.
// PORT and TRAMA_ROOT_HOST say where the product is; the seed says at /practice/connect where its notices go.

/** What lives on when the demo is stopped and started. */
const MAPS = ["sessions", "intents", "charges", "disputes"] as const;
type Kept = { port: number; webhook: Address | null } & Partial<
  Record<(typeof MAPS)[number], [string, never][]>
>;

const folder = process.argv[2] ?? ".";
mkdirSync(folder, { recursive: true });
const file = join(folder, "gateway.json");
const kept = readKept();
const standin = new StripeStandin();
for (const name of MAPS) for (const [id, value] of kept[name] ?? []) standin[name].set(id, value);
// To the tenant that connected; nowhere before.
standin.onEvent = (notice) => void (kept.webhook && tellProduct(notice, kept.webhook));

const handle = async (request: Request): Promise<Response> => {
  const url = new URL(request.url);
  const answer = await answerTo(request, url);
  if (request.method === "POST") keep();
  return answer;
};
const { url, stop } = await serveHandler(handle, kept.port).catch(() => serveHandler(handle));
kept.port = Number(new URL(url).port);
keep();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void stop().then(() => process.exit(0)));
console.log(JSON.stringify({ url }));

async function answerTo(request: Request, asked: URL): Promise<Response> {
  const { pathname } = asked;
  if (pathname.startsWith("/pay/")) return practicePage(standin, request, asked);
  if (pathname !== "/practice/connect" || request.method !== "POST") return standin.handle(request);
  const { host, path } = (await request.json()) as Address;
  kept.webhook = { host, path };
  const { secretKey, webhookSecret } = standin;
  return Response.json({ secretKey, webhookSecret });
}

function readKept(): Kept {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Kept;
  } catch {
    return { port: 0, webhook: null };
  }
}

function keep(): void {
  const maps = Object.fromEntries(MAPS.map((name) => [name, [...standin[name]]]));
  const { port, webhook } = kept;
  writeFileSync(`${file}.new`, JSON.stringify({ port, webhook, ...maps }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
