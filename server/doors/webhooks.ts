import { Forbidden, Invalid, NotFound, TramaError } from "@/server/kernel/errors";
import { isUuid } from "@/server/kernel/ids";
import { answerChallenge, receiveNotice } from "@/server/modules/notifications/receive-notice";
import { receiveGatewayNotice } from "@/server/modules/payments/gateways/receive-gateway-notice";
import type { Ctx } from "@/server/tenancy/context";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import { countRefusal, isDoubted } from "./doubted-senders";
import type { Door, Peer } from "./door";
import { problem } from "./problem";

export const WEBHOOKS_PREFIX = "/api/webhooks/";

/** What a vendor sent, on whichever server it came in. */
export type WebhookCall = {
  readonly method: string;
  /** Without what is behind the question mark. */
  readonly path: string;
  readonly query: () => URLSearchParams;
  readonly headers: Pick<Headers, "get">;
  /** The bytes as they came; throws `Invalid` beyond the door's cap. */
  readonly body: () => Promise<Uint8Array>;
};

/**
 * `/api/webhooks/payments/<gateway>/<integrationId>` takes a gateway's notices, POST only: verified, written down, 200.
 * `/api/webhooks/whatsapp/<integrationId>` on the tenant's own host. GET is the vendor's handshake: the challenge as plain
 * text, else 403. POST is a notice: verified over the raw bytes, written down, 200; 401 for a signature that is not the
 * vendor's, 404 for an account that is not this tenant's, 503 when it could not be written down (the vendor tries again).
 * A plain text is answered with 200.
 */
export async function answerWebhook(call: WebhookCall, peer: Peer): Promise<string | Response> {
  const { method, path, headers } = call;
  const host = await resolveTenant(headers.get("host") ?? undefined);
  const [vendor = "", ...rest] = path.slice(WEBHOOKS_PREFIX.length).split("/");
  const isGateway = vendor === "payments";
  const provider = isGateway ? rest.shift() : undefined;
  const [integrationId = "", more] = rest;
  const known = (isGateway || vendor === "whatsapp") && isUuid(integrationId) && more === undefined;
  if (!known || host.kind !== "tenant") return problem(new NotFound("route"), undefined);
  const { ip, requestId } = peer;
  const ctx: Ctx = {
    ...{ tenantId: host.tenantId, actor: { kind: "webhook", integrationId }, requestId, ip },
    ...{ now: new Date(), locale: host.locale },
  };
  try {
    if (method === "GET" && !isGateway) {
      const challenge = await answerChallenge(ctx, { integrationId, query: call.query() });
      if (challenge === undefined) throw new Forbidden();
      return challenge;
    }
    if (method !== "POST") return problem(new Invalid("method_not_allowed"), undefined);
    const raw = await call.body();
    if (provider === undefined) {
      const signature = headers.get("x-hub-signature-256") ?? "";
      await receiveNotice(ctx, { integrationId, raw, signature });
    } else {
      const notice = { integrationId, provider, raw, headers, query: call.query() };
      await receiveGatewayNotice(ctx, { ...notice, doubted: isDoubted(ctx) });
    }
    return "ok";
  } catch (error) {
    return refuse(ctx, error);
  }
}

/** Whoever guesses is told so some times a minute, then only to come later. */
function refuse(ctx: Ctx, error: unknown): Response {
  if (!(error instanceof TramaError)) throw error;
  const guess = ["unauthenticated", "forbidden", "not_found"].includes(error.code);
  return guess && countRefusal(ctx)
    ? new Response(null, { status: 429, headers: { "retry-after": "60" } })
    : problem(error, undefined);
}

/** The same behind Next's route file. */
export const webhooksDoor: Door = async (request, peer) => {
  const { method, headers } = request;
  const { pathname: path, searchParams } = new URL(request.url);
  const body = async () => new Uint8Array(await request.arrayBuffer());
  const call = { method, path, headers, query: () => searchParams, body };
  const answer = await answerWebhook(call, peer);
  return typeof answer === "string" ? new Response(answer, { headers: AS_TEXT }) : answer;
};

/** Headers of an answer that is plain text. */
export const AS_TEXT = {
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "no-store",
} as const;
