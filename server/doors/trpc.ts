import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { reportError } from "@/server/observability/report-error";
import { type AppRouter, appRouter } from "@/server/trpc/root";
import { createContext } from "./create-context";
import type { Door, Peer } from "./door";
import type { DoorContext } from "./door-context";
import { knownError } from "./public-error";
import { requestGuard } from "./request-guard";

/** Below the size of the pool, so that one page cannot hold every connection. */
export const MAX_BATCH = 10;
const MAX_BODY_BYTES = 1_000_000;
export const TRPC_PREFIX = "/api/trpc/";

const shared = {
  router: appRouter,
  maxBatchSize: MAX_BATCH,
  allowMethodOverride: false,
  responseMeta: ({ ctx, errors }: { ctx?: DoorContext; errors: readonly Error[] }) => {
    const headers = new Headers(ctx?.responseHeaders);
    headers.set("cache-control", "no-store");
    const retryAfter = errors.map((error) => knownError(error)?.retryAfterSeconds).find(Boolean);
    if (retryAfter) headers.set("retry-after", String(retryAfter));
    return { headers };
  },
  onError: ({ error, path }: { error: Error; path: string | undefined }) => {
    if (!knownError(error)) reportError(error.cause ?? error, { door: "trpc", procedure: path });
  },
};

/** /api/trpc on plain node:http: half the work of the same through Next. */
export function trpcOnNode(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  peer: Peer,
): Promise<void> {
  return nodeHTTPRequestHandler<AppRouter, IncomingMessage, ServerResponse>({
    ...shared,
    req,
    res,
    path,
    maxBodySize: MAX_BODY_BYTES,
    createContext: ({ info }) =>
      guardedContext(req.method ?? "GET", headersOf(req), peer, info.calls.length),
  });
}

/** The same behind Next's route file. */
export const trpcDoor: Door = (req, peer) =>
  fetchRequestHandler({
    ...shared,
    req,
    endpoint: "/api/trpc",
    createContext: ({ info }) => guardedContext(req.method, req.headers, peer, info.calls.length),
  });

async function guardedContext(
  method: string,
  headers: Pick<Headers, "get">,
  peer: Peer,
  calls: number,
): Promise<DoorContext> {
  const ctx = await createContext({ headers, ...peer });
  return { ...ctx, refusal: await requestGuard(ctx, { method, headers }, calls) };
}

/** Node has joined repeated headers already; `Headers` would copy them all for the few that are read. */
const headersOf = (req: IncomingMessage): Pick<Headers, "get"> => ({
  get: (name) => {
    const value = req.headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  },
});
