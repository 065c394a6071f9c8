import { callVendor } from "@/server/outbound/call-vendor";
import type { VendorCall } from "@/server/outbound/types";
import { retryAfterMs, throwUnlessOk } from "@/server/outbound/vendor-failure";
import { TramaError } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { webhookHeaders } from "@/server/kernel/standard-webhooks";

/** What is sent, where, and signed with what. */
export type Message = {
  deliveryId: string;
  endpointId: string;
  url: string;
  messageId: string;
  /** Number of this attempt, from 1, and of it within its round. */
  attempt: number;
  roundAttempt: number;
  body: string;
  secrets: readonly string[];
};

/** How an attempt ended. `postponed`: nothing was sent (breaker, rate limit, panic), so it does not count. */
export type Outcome =
  | { kind: "answered"; status: number; excerpt: string; retryAfterMs?: number; durationMs: number }
  | { kind: "unanswered"; error: string; durationMs: number }
  | { kind: "postponed"; retryAfterMs: number };

const DEADLINE_MS = 20_000;
const EXCERPT_CHARS = 1_000;
const POSTPONE_MS = 60_000;

/** Sends one attempt through the guarded way out: no redirects, public addresses only, one try. Never throws for the receiver's sake. */
export async function sendMessage(ctx: Ctx, message: Message): Promise<Outcome> {
  const startedAtMs = Date.now();
  const took = () => Date.now() - startedAtMs;
  let sent = false;
  let answer: Outcome | undefined;
  try {
    await callVendor(ctx, callFor(message), async (io) => {
      sent = true;
      const response = await io.fetch(message.url, {
        method: "POST",
        headers: { "content-type": "application/json", ...signed(message) },
        body: message.body,
      });
      const excerpt = printable(await response.text());
      const wait = retryAfterMs(response.headers.get("retry-after"));
      const { status } = response;
      answer = { kind: "answered", status, excerpt, retryAfterMs: wait, durationMs: took() };
      throwUnlessOk(response);
    });
  } catch (error) {
    if (!sent) return { kind: "postponed", retryAfterMs: waitOf(error) };
    answer ??= { kind: "unanswered", error: reasonOf(error), durationMs: took() };
  }
  return answer ?? { kind: "unanswered", error: "no answer", durationMs: took() };
}

const callFor = ({ endpointId }: Message): VendorCall => ({
  integration: { id: endpointId, vendor: "webhook" },
  operation: "deliver",
  idempotent: true,
  retry: "never",
  deadlineMs: DEADLINE_MS,
  transport: { kind: "publicOnly" },
  // Our own schedule is the back-off; the breaker only spares a receiver that is down from a whole backlog.
  limits: { ratePerSecond: 50, burst: 100, failuresToOpen: 20, maxResponseBytes: 1024 * 1024 },
});

const signed = ({ secrets, messageId: id, body }: Message) =>
  webhookHeaders(secrets, { id, atSeconds: Math.floor(Date.now() / 1000), body });

/** Postgres text holds no NUL; the rest of the control characters would only blur the log. */
const printable = (text: string) =>
  Array.from(text.slice(0, EXCERPT_CHARS), (char) => (char < " " && char !== "\n" ? " " : char))
    .join("")
    .toWellFormed();

const waitOf = (error: unknown) =>
  error instanceof TramaError && error.retryAfterSeconds
    ? error.retryAfterSeconds * 1000
    : POSTPONE_MS;

/** Our own words for what failed; a receiver's text stays out of them. */
function reasonOf(error: unknown): string {
  const cause = error instanceof TramaError ? error.cause : error;
  return cause instanceof Error ? cause.message.slice(0, 300) : "failed";
}
