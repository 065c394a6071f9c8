import { Invalid, NotFound } from "@/server/kernel/errors";
import { meterUsage } from "@/server/modules/tenants/meter-usage";
import { callProcedure } from "@/server/rest/call-procedure";
import { docsPage } from "@/server/rest/docs-page";
import { idempotently } from "@/server/rest/idempotently";
import { listRestRoutes, REST_PREFIX, type RestRoute } from "@/server/rest/list-rest-routes";
import { openApiDocument } from "@/server/rest/open-api-document";
import { readInput } from "@/server/rest/read-input";
import { answerError } from "./answer-error";
import { createContext } from "./create-context";
import type { Door } from "./door";
import type { DoorContext } from "./door-context";
import { problem } from "./problem";
import { requestGuard } from "./request-guard";

/**
 * /api/v1: the procedures that carry an `openapi` meta, as REST, through the same ladder. Errors are problem
 * details (RFC 9457); POST may carry `Idempotency-Key`; every answer carries `RateLimit-*`.
 */
export const restDoor: Door = async (request, peer) => {
  const url = new URL(request.url);
  const ctx = await createContext({ headers: request.headers, ...peer });
  const answer = await answerSafely(ctx, request, url);
  for (const [name, value] of ctx.responseHeaders) answer.headers.append(name, value);
  return answer;
};

async function answerSafely(ctx: DoorContext, request: Request, url: URL): Promise<Response> {
  try {
    const refusal = await requestGuard(ctx, request);
    if (refusal) throw refusal;
    if (request.method === "GET" && url.pathname === `${REST_PREFIX}/openapi.json`)
      return Response.json(await openApiDocument());
    if (request.method === "GET" && url.pathname === `${REST_PREFIX}/docs`)
      return docsPage(await openApiDocument());
    return await callRoute(ctx, request, url);
  } catch (error) {
    return answerError(error, ctx, "v1");
  }
}

async function callRoute(ctx: DoorContext, request: Request, url: URL): Promise<Response> {
  const fitting = (await listRestRoutes()).filter(({ pattern }) => pattern.test(url.pathname));
  if (fitting.length === 0) throw new NotFound("route");
  const route = fitting.find(({ method }) => method === request.method);
  if (!route) return methodNotAllowed(ctx, fitting);
  const input = await readInput(route, request, url);
  const { actor, host } = ctx;
  if (actor.kind === "apiKey" && "tenantId" in host)
    await meterUsage({ ...ctx, tenantId: host.tenantId }, "apiCalls");
  const key = request.method === "POST" ? request.headers.get("idempotency-key") : null;
  if (key === null || actor.kind === "anonymous" || !("tenantId" in host))
    return json(await callProcedure(ctx, route.procedure, input));
  if (route.info.meta.ownTransactions) throw new Invalid("idempotency_unsupported");
  const operation = `${route.method} ${url.pathname}`;
  const { value, replayed } = await idempotently(
    { ...ctx, tenantId: host.tenantId },
    { key, operation, input },
    () => callProcedure(ctx, route.procedure, input),
  );
  return json(value, replayed ? { "idempotent-replayed": "true" } : {});
}

const json = (value: unknown, headers: Record<string, string> = {}): Response =>
  Response.json(value ?? {}, { headers: { "cache-control": "no-store", ...headers } });

function methodNotAllowed(ctx: DoorContext, fitting: RestRoute[]): Response {
  const answer = problem(new Invalid("method_not_allowed"), ctx);
  answer.headers.set("allow", fitting.map(({ method }) => method).join(", "));
  return answer;
}
