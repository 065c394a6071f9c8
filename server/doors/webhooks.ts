import { Forbidden, Invalid, NotFound, TramaError } from "@/server/kernel/errors";
import { isUuid } from "@/server/kernel/ids";
import { answerChallenge, receiveNotice } from "@/server/modules/notifications/receive-notice";
import { receiveGatewayNotice } from "@/server/modules/payments/gateways/receive-gateway-notice";
import { limit } from "@/server/rate-limit/limit";
import type { Ctx } from "@/server/tenancy/context";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import type { Door } from "./door";
import { problem } from "./problem";

export const WEBHOOKS_PREFIX = "/api/webhooks/";

/** Refusals of one address in a minute; who has the secret is never refused. */
const REFUSALS = { max: 60, windowSeconds: 60, onFailure: "allow" } as const;

/**
 * `/api/webhooks/payments/<gateway>/<integrationId>` takes a gateway's notices, POST only: verified, written down, 200.
 * `/api/webhooks/whatsapp/<integrationId>` on the tenant's own host. GET is the vendor's handshake: the challenge as plain
 * text, else 403. POST is a notice: verified over the raw bytes, written down, 200; 401 for a signature that is not the
 * vendor's, 404 for an account that is not this tenant's, 503 when it could not be written down (the vendor tries again).
 */
export const webhooksDoor: Door = async (request, { ip, requestId }) => {
  const url = new URL(request.url);
  const host = await resolveTenant(request.headers.get("host") ?? undefined);
  const [vendor = "", ...rest] = url.pathname.slice(WEBHOOKS_PREFIX.length).split("/");
  const isGateway = vendor === "payments";
  const provider = isGateway ? rest.shift() : undefined;
  const [integrationId = "", more] = rest;
  const known = (isGateway || vendor === "whatsapp") && isUuid(integrationId) && more === undefined;
  if (!known || host.kind !== "tenant") return problem(new NotFound("route"), undefined);
  const ctx: Ctx = {
    ...{ tenantId: host.tenantId, actor: { kind: "webhook", integrationId }, requestId, ip },
    ...{ now: new Date(), locale: host.locale },
  };
  try {
    if (provider !== undefined)
      return await takeGatewayNotice(ctx, request, { provider, integrationId });
    if (request.method === "GET") {
      const challenge = await answerChallenge(ctx, { integrationId, query: url.searchParams });
      if (challenge === undefined) throw new Forbidden();
      return text(challenge);
    }
    if (request.method !== "POST") return problem(new Invalid("method_not_allowed"), undefined);
    const raw = new Uint8Array(await request.arrayBuffer());
    const signature = request.headers.get("x-hub-signature-256") ?? "";
    await receiveNotice(ctx, { integrationId, raw, signature });
    return text("ok");
  } catch (error) {
    return refuse(ctx, error);
  }
};

async function takeGatewayNotice(
  ctx: Ctx,
  request: Request,
  of: { provider: string; integrationId: string },
): Promise<Response> {
  if (request.method !== "POST") return problem(new Invalid("method_not_allowed"), undefined);
  const raw = new Uint8Array(await request.arrayBuffer());
  const query = new URL(request.url).searchParams;
  await receiveGatewayNotice(ctx, { ...of, raw, headers: request.headers, query });
  return text("ok");
}

async function refuse(ctx: Ctx, error: unknown): Promise<Response> {
  if (!(error instanceof TramaError)) throw error;
  const guess = error.code === "unauthenticated" || error.code === "forbidden";
  const verdict = guess ? await limit(ctx, `webhook:${ctx.ip}`, REFUSALS) : undefined;
  return verdict && !verdict.ok ? new Response(null, { status: 429 }) : problem(error, undefined);
}

const text = (body: string): Response =>
  new Response(body, {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
