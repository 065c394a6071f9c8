import {
  type apiError,
  type SendEmailRequest,
  sendEmailRequest,
} from "@/server/integrations/resend/schema";
import { randomUUID } from "node:crypto";
import type { z } from "zod";

/** A mail as the service took it. */
export type SentEmail = SendEmailRequest & { id: string; idempotencyKey: string | undefined };
type Fault = { status: number; headers?: Record<string, string>; afterCommit?: boolean };

/** Resend's `POST /emails` as documented: key, validation, idempotency for 24 hours, and faults on demand. */
export class ResendStandin {
  readonly sent: SentEmail[] = [];
  private readonly answers = new Map<string, { body: string; id: string; atMs: number }>();
  private readonly faults: Fault[] = [];
  private clockMs = 0;

  constructor(readonly apiKey = "re_standin") {}

  /** The next requests go wrong, in this order. `afterCommit`: it is sent, but the answer is lost. */
  fail(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  /** Moves its clock. */
  advance(ms: number): void {
    this.clockMs += ms;
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (request.method !== "POST" || pathname !== "/emails")
      return refuse(404, "not_found", "The requested endpoint does not exist.");
    const authorization = request.headers.get("authorization");
    if (authorization === null)
      return refuse(401, "missing_api_key", "Missing API key in the authorization header.");
    if (authorization !== `Bearer ${this.apiKey}`)
      return refuse(403, "invalid_api_key", "API key is invalid");
    const fault = this.faults.shift();
    if (fault && !fault.afterCommit) return refused(fault);
    const answer = this.accept(await request.text(), request.headers.get("idempotency-key"));
    return fault ? refused(fault) : answer;
  };

  private accept(body: string, key: string | null): Response {
    if (key !== null && (key.length < 1 || key.length > 256))
      return refuse(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
    const nowMs = Date.now() + this.clockMs;
    const before = key === null ? undefined : this.answers.get(key);
    if (before && nowMs - before.atMs < 24 * 3_600_000)
      return before.body === body
        ? Response.json({ id: before.id })
        : refuse(
            409,
            "invalid_idempotent_request",
            "Same idempotency key used with a different request payload.",
          );
    const parsed = sendEmailRequest.safeParse(parseJson(body));
    if (!parsed.success) return refuse(422, "validation_error", parsed.error.message);
    const bad = [parsed.data.from, ...parsed.data.to].find((party) => !isParty(party));
    if (bad !== undefined)
      return refuse(
        422,
        "validation_error",
        `Invalid email: ${bad}. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
      );
    const id = randomUUID();
    this.sent.push({ ...parsed.data, id, idempotencyKey: key ?? undefined });
    if (key !== null) this.answers.set(key, { body, id, atMs: nowMs });
    return Response.json({ id });
  }
}

const PARTY =
  /^(?:"(?:[^"\\\r\n]|\\.)*" <[^\s<>"]+@[^\s<>"]+>|[^<>"\r\n]* <[^\s<>"]+@[^\s<>"]+>|[^\s<>"]+@[^\s<>"]+)$/;
const isParty = (text: string) => PARTY.test(text);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(fault: Fault): Response {
  const name = fault.status === 429 ? "rate_limit_exceeded" : "application_error";
  return refuse(fault.status, name, "injected", fault.headers);
}

function refuse(
  statusCode: number,
  name: string,
  message: string,
  headers?: Record<string, string>,
): Response {
  const body: z.output<typeof apiError> = { statusCode, name, message };
  return Response.json(body, { status: statusCode, headers });
}
