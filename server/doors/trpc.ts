import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { reportError } from "@/server/observability/report-error";
import { type AppRouter, appRouter } from "@/server/trpc/root";
import type { TramaError } from "@/server/kernel/errors";
import { createContext } from "./create-context";
import type { Door, Peer } from "./door";
import type { DoorContext } from "./door-context";
import { knownError } from "./public-error";
import { requestGuard } from "./request-guard";
import { answerOneQuery, asOneQuery } from "./trpc-one-query";

/** Below the size of the pool, so that one page cannot hold every connection. */
export const MAX_BATCH = 10;
const MAX_BODY_BYTES = 1_000_000;
export const TRPC_PREFIX = "/api/trpc/";

/** What the answer carries beside its body. */
function headersFor(ctx: DoorContext | undefined, errors: readonly Error[]): Headers {
  const headers = ctx?.responseHeaders ?? new Headers();
  const retryAfter = errors.map((error) => knownError(error)?.retryAfterSeconds).find(Boolean);
  if (retryAfter) headers.set("retry-after", String(retryAfter));
  return headers;
}

function onError({ error, path }: { error: Error; path: string | undefined }): void {
  if (!knownError(error)) reportError(error.cause ?? error, { door: "trpc", procedure: path });
}

const shared = {
  router: appRouter,
  maxBatchSize: MAX_BATCH,
  allowMethodOverride: false,
  responseMeta: ({ ctx, errors }: { ctx?: DoorContext; errors: readonly Error[] }) => ({
    headers: headersFor(ctx, errors),
  }),
  onError,
};

/** /api/trpc on plain node:http: half the work of the same through Next; one query alone goes past the adapter (decision 0034). */
export function trpcOnNode(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  peer: Peer,
): Promise<void> {
  const contextFor = async (calls: number) => {
    const headers = headersOf(req);
    const ctx = await createContext({ headers, ...peer });
    const asked = { method: req.method ?? "GET", headers };
    const set = (name: string, value: string) => void res.setHeader(name, value);
    set("cache-control", "no-store");
    return withRefusal(ctx, await requestGuard(ctx, asked, calls, set));
  };
  const query = asOneQuery(req, path);
  if (query)
    return answerOneQuery(query, res, { createContext: () => contextFor(1), onError, headersFor });
  return nodeHTTPRequestHandler<AppRouter, IncomingMessage, ServerResponse>({
    ...shared,
    req,
    res,
    path,
    maxBodySize: MAX_BODY_BYTES,
    createContext: ({ info }) => contextFor(info.calls.length),
  });
}

/** The same behind Next's route file. */
export const trpcDoor: Door = (req, peer) =>
  fetchRequestHandler({
    ...shared,
    req,
    endpoint: "/api/trpc",
    createContext: async ({ info }) => {
      const ctx = await createContext({ headers: req.headers, ...peer });
      ctx.responseHeaders.set("cache-control", "no-store");
      return withRefusal(ctx, await requestGuard(ctx, req, info.calls.length));
    },
  });

const withRefusal = (ctx: DoorContext, refusal: TramaError | undefined): DoorContext =>
  refusal ? { ...ctx, refusal } : ctx;

/** Node has joined repeated headers already; `Headers` would copy them all for the few that are read. */
const headersOf = (req: IncomingMessage): Pick<Headers, "get"> => ({
  get: (name) => {
    const value = req.headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  },
});
