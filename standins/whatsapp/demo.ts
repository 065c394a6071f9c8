import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { VendorTemplate } from "@/server/integrations/whatsapp/schema";
import { PRACTICE_TOKEN } from "@/server/modules/notifications/rules/practice-number";
import { serveHandler } from "../serve-handler";
import { type Address, tellProduct } from "../tell-product";
import { WhatsappStandin } from "./handler";
import { phonePage } from "./phone-page";
import { type PhoneMessage, Phones } from "./phones";

// The demo company's WhatsApp: node --import tsx standins/whatsapp/demo.ts <folder>. Prints one line of JSON. PORT says
// where the product is; the seed brings the approved templates to /practice/connect and says where notices go. Nothing
// leaves this machine: what would have arrived is looked at in a browser.

type Kept = {
  port: number;
  webhook: Address | null;
  /** Of this installation alone: whoever does not know it sends nothing here, and signs nothing. */
  accessToken: string;
  appSecret: string;
  templates: VendorTemplate[];
  messages: PhoneMessage[];
};

const folder = process.argv[2] ?? ".";
mkdirSync(folder, { recursive: true });
const file = join(folder, "whatsapp.json");
const kept = readKept();
const { accessToken, appSecret, templates } = kept;
const standin = new WhatsappStandin();
Object.assign(standin, { accessToken, templates, pace: true });
let keeping: NodeJS.Timeout | undefined;
const phones = new Phones(standin, {
  appSecret,
  tell: async (notice) => {
    const told = kept.webhook !== null && (await tellProduct(notice, kept.webhook));
    keepSoon();
    return told;
  },
});

const handle = async (request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url);
  if (pathname === "/" || pathname.startsWith("/chat/"))
    return phonePage(phones, standin.templates, request);
  const answer = await (pathname === "/practice/connect"
    ? connect(request)
    : standin.handle(request));
  if (request.method === "POST") keep();
  return answer;
};
const { url, stop } = await serveHandler(handle, kept.port).catch(() => serveHandler(handle));
kept.port = Number(new URL(url).port);
keep();
for (const message of kept.messages) phones.take(message);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    keep();
    void stop().then(() => process.exit(0));
  });
console.log(JSON.stringify({ url }));

/** What a person does in Meta's panel: templates are registered (and approved at once), the number and its keys are read. */
async function connect(request: Request): Promise<Response> {
  const given = (await request.json()) as Partial<Pick<Kept, "webhook" | "templates">>;
  if (given.webhook) kept.webhook = given.webhook;
  if (given.templates) standin.templates = given.templates;
  const { phoneNumberId, businessAccountId } = standin;
  return Response.json({ phoneNumberId, businessAccountId, accessToken, appSecret });
}

function readKept(): Kept {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Kept;
  } catch {
    return {
      ...{ port: 0, webhook: null, templates: [], messages: [] },
      accessToken: PRACTICE_TOKEN + randomBytes(24).toString("hex"),
      appSecret: randomBytes(24).toString("hex"),
    };
  }
}

/** Hundreds of notices at once are one writing. */
function keepSoon(): void {
  keeping ??= setTimeout(() => {
    keeping = undefined;
    keep();
  }, 100);
}

function keep(): void {
  const { port, webhook } = kept;
  const { messages } = phones;
  const now: Kept = {
    port,
    webhook,
    accessToken,
    appSecret,
    templates: standin.templates,
    messages,
  };
  writeFileSync(`${file}.new`, JSON.stringify(now), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
