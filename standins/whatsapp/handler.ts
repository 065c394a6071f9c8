import { randomBytes } from "node:crypto";
import {
  type SendTemplateRequest,
  sendTemplateRequest,
  type VendorTemplate,
} from "@/server/integrations/whatsapp/schema";

/** A message as the service took it. */
export type TakenMessage = SendTemplateRequest & { id: string; atMs: number };
/** What goes wrong with the next request: an error of the API, or no answer in time, before or after it was taken. */
type Fault = { code: number; status?: number } | { silent: "before" | "after" };

const NUMBER_FORM = /^[1-9]\d{6,14}$/;
const PACE_MS = 6_000;

/**
 * WhatsApp's Cloud API for sending approved templates and listing them, as documented: key, shape, template by name and
 * language, its status and number of values, pace to one person; faults on demand. Statuses are made by `statuses.ts`.
 */
export class WhatsappStandin {
  readonly taken: TakenMessage[] = [];
  templates: VendorTemplate[] = [];
  accessToken = "EAA-standin";
  readonly phoneNumberId = "106540352242922";
  readonly businessAccountId = "419561257915477";
  /** Refuse the second message to one person within six seconds. */
  pace = false;
  /** People who cannot be reached. */
  readonly unreachable = new Set<string>();
  /** Hears of each message as it is taken. */
  onTaken: ((message: TakenMessage) => void) | undefined;
  private readonly faults: Fault[] = [];

  /** The next requests go wrong, in this order. */
  fail(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const [, version, id, edge] = pathname.split("/");
    if (!/^v\d+\.\d+$/.test(version ?? "")) return refuse(2500, 400, "Unknown path components");
    if (request.headers.get("authorization") !== `Bearer ${this.accessToken}`)
      return refuse(190, 401, "Invalid OAuth access token.");
    if (request.method === "GET" && edge === "message_templates" && id === this.businessAccountId)
      return this.list(searchParams);
    if (request.method !== "POST" || edge !== "messages" || id !== this.phoneNumberId)
      return refuse(100, 400, `Unsupported request. Object with ID '${id}' does not exist`);
    const fault = this.faults.shift();
    if (fault && "code" in fault) return refuse(fault.code, fault.status ?? 400, "injected");
    if (fault?.silent === "before") return never();
    const answer = this.take(await request.json().catch(() => undefined));
    return fault ? never() : answer;
  };

  private list(query: URLSearchParams): Response {
    const size = Number(query.get("limit") ?? 25);
    const from = Number(query.get("after") ?? 0);
    const data = this.templates.slice(from, from + size);
    const more = from + size < this.templates.length;
    return Response.json({
      data,
      paging: {
        cursors: { before: String(from), after: String(from + size) },
        ...(more && { next: "https://graph.facebook.com/next" }),
      },
    });
  }

  private take(body: unknown): Response {
    const parsed = sendTemplateRequest.safeParse(body);
    if (!parsed.success) return refuse(100, 400, "Invalid parameter", parsed.error.message);
    const problem = this.problemOf(parsed.data);
    if (problem) return refuse(problem, 400, `(#${problem})`);
    const id = `wamid.${randomBytes(18).toString("base64url")}`;
    const taken = { ...parsed.data, id, atMs: Date.now() };
    this.taken.push(taken);
    this.onTaken?.(taken);
    const input = parsed.data.to ?? parsed.data.recipient ?? "";
    return Response.json({
      messaging_product: "whatsapp",
      contacts: [{ input, wa_id: waIdOf(input) }],
      messages: [{ id, message_status: "accepted" }],
    });
  }

  private problemOf({ to, template }: SendTemplateRequest): number | undefined {
    if (to !== undefined && !NUMBER_FORM.test(to)) return 131009;
    if (to !== undefined && this.unreachable.has(to)) return 131026;
    const named = this.templates.filter(({ name }) => name === template.name);
    const known = named.find(({ language }) => language === template.language.code);
    if (!known || known.status === "REJECTED" || known.status === "PENDING") return 132001;
    if (known.status === "PAUSED") return 132015;
    if (known.status === "DISABLED") return 132016;
    if (!sameCounts(known, template.components ?? [])) return 132000;
    const last = this.taken.findLast((message) => message.to === to);
    if (this.pace && last && Date.now() - last.atMs < PACE_MS) return 131056;
    return undefined;
  }
}

/** Values given, against those that the template has. */
function sameCounts(
  { components: known }: VendorTemplate,
  given: NonNullable<SendTemplateRequest["template"]["components"]>,
): boolean {
  const has = (type: string) => known.find((one) => one.type === type);
  const count = (text = "") => new Set(text.match(/\{\{\d+\}\}/g) ?? []).size;
  const got = (type: string) => given.find((one) => one.type === type)?.parameters.length ?? 0;
  const button = has("BUTTONS")?.buttons?.some(({ url = "" }) => url.includes("{{")) ? 1 : 0;
  return (
    got("body") === count(has("BODY")?.text) &&
    got("header") === count(has("HEADER")?.text) &&
    got("button") === button
  );
}

/** Mexico's and Argentina's numbers come back in another form than they were given in. */
export const waIdOf = (input: string): string => input.replace(/^521/, "52").replace(/^549/, "54");

/** Longer than anybody waits. */
const never = (): Promise<Response> =>
  new Promise((resolve) =>
    setTimeout(() => resolve(new Response(null, { status: 504 })), 120_000).unref(),
  );

function refuse(code: number, status: number, message: string, details = ""): Response {
  return Response.json(
    {
      error: {
        ...{ message, type: "OAuthException", code, fbtrace_id: "AStandin" },
        error_data: { messaging_product: "whatsapp", details },
      },
    },
    { status },
  );
}
