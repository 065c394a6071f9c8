import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { serveHandler } from "../serve-handler";
import { StripeStandin } from "./handler";
import type { Notice } from "./notices";
import { practicePage } from "./practice-page";

// The gateway on which the demo company is paid: node --import tsx standins/stripe/demo.ts <folder>. Prints one line of JSON.
// PORT and TRAMA_ROOT_HOST say where the product is; the seed says at /practice/connect where its notices go.

const TRIES = 6;
/** What lives on when the demo is stopped and started. */
const MAPS = ["sessions", "intents", "charges", "disputes"] as const;
type Kept = { port: number; webhook: { host: string; path: string } | null } & Partial<
  Record<(typeof MAPS)[number], [string, never][]>
>;

const folder = process.argv[2] ?? ".";
mkdirSync(folder, { recursive: true });
const file = join(folder, "gateway.json");
const kept = readKept();
const standin = new StripeStandin();
for (const name of MAPS) for (const [id, value] of kept[name] ?? []) standin[name].set(id, value);
standin.onEvent = (notice) => void send(notice, 1);

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
  const { host, path } = (await request.json()) as { host: string; path: string };
  kept.webhook = { host, path };
  const { secretKey, webhookSecret } = standin;
  return Response.json({ secretKey, webhookSecret });
}

/** As a vendor does: again and with patience while the receiver does not answer. */
async function send(notice: Notice, tries: number): Promise<void> {
  if (!kept.webhook) return;
  const status = await post(notice, kept.webhook).catch(() => 0);
  if ((status >= 200 && status < 300) || tries >= TRIES) return;
  setTimeout(() => void send(notice, tries + 1), 1_000 * 2 ** tries).unref();
}

/** To the product on this machine, under the tenant's host: no name is looked up for it. */
function post(
  { body, headers }: Notice,
  { host, path }: { host: string; path: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const port = Number(process.env.PORT);
    const options = { method: "POST", headers: { ...headers, host } };
    const sent = httpRequest({ host: "127.0.0.1", port, path, ...options }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.setTimeout(10_000, () => sent.destroy(new Error("no answer")));
    sent.once("error", reject);
    sent.end(body);
  });
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
