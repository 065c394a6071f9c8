import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { composition } from "@/server/composition";
import { applyHeaders } from "@/server/doors/apply-headers";
import { clientIp } from "@/server/doors/client-ip";
import type { Peer } from "@/server/doors/door";
import { problem } from "@/server/doors/problem";
import { knownError } from "@/server/doors/public-error";
import { stripHeaders } from "@/server/doors/strip-headers";
import { NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { log, withLogFields } from "@/server/log";
import { metrics } from "@/server/observability/metrics";
import { tracingSwitch } from "@/server/observability/tracing-switch";
import { reportError } from "@/server/observability/report-error";
import { isApi } from "./is-api";
import { send, toRequest } from "./node-bridge";
import { type Route, routes } from "./routes";

/** Answers what no door of ours takes: Next in the product. */
export type Pages = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

const tracer = trace.getTracer("trama");

/** The one listener of the process: strips what may be forged, names the request, opens the right door. */
export function requestListener(pages: Pages): RequestListener {
  return (req, res) => {
    const startedAtMs = performance.now();
    const forwarded = String(req.headers["x-forwarded-for"] ?? "") || null;
    const proxied = forwarded !== null || req.headers.forwarded !== undefined;
    stripHeaders(req);
    const { env } = composition();
    const ip = clientIp(req.socket.remoteAddress, forwarded, env.TRAMA_TRUSTED_PROXIES);
    const peer: Peer = { ip, requestId: newId(), proxied };
    const path = (req.url ?? "/").split("?", 1)[0] ?? "/";
    const route = routes.find(({ matches }) => matches(path));
    const door = route?.name ?? (path.startsWith("/_next/") ? "asset" : "page");
    res.setHeader("x-request-id", peer.requestId);
    void withLogFields({ request: peer.requestId }, () => {
      res.on("close", () => account(door, req, res, performance.now() - startedAtMs));
      return traced(`${knownMethod(req.method)} ${door}`, req, res, async () => {
        try {
          if (!route && isApi(req.url ?? "/")) throw new NotFound("route");
          await (route ? openDoor(route, req, res, path, peer) : toPages(pages, req, res, peer));
        } catch (error) {
          failed(error, res, peer, door);
        }
      });
    });
  };
}

/** One figure per request, and a line in the log where something may have changed or broke. */
function account(door: string, req: IncomingMessage, res: ServerResponse, tookMs: number): void {
  const method = knownMethod(req.method);
  const { statusCode: status } = res;
  const statusClass = `${Math.floor(status / 100)}xx`;
  // A live stream lasts hours by design; `trama_live_connections` tells about them.
  if (door !== "live") figure(door, method, statusClass).observe(tookMs / 1000);
  const level = status >= 500 ? "warn" : method === "GET" || method === "HEAD" ? "debug" : "info";
  log[level]({ door, method, status, tookMs: Math.round(tookMs) }, "request");
}

async function openDoor(
  route: Route,
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  peer: Peer,
): Promise<void> {
  const { TRAMA_PUBLIC_SCHEME: scheme } = composition().env;
  applyHeaders((name, value) => res.setHeader(name, value), { https: scheme === "https" });
  if ("nodeDoor" in route) return route.nodeDoor(req, res, path, peer);
  const gone = new AbortController();
  // Who has the whole answer did not go away.
  res.once("close", () => res.writableFinished || gone.abort());
  const { maxBodyBytes } = route;
  const request = toRequest(req, { scheme, maxBodyBytes, signal: gone.signal });
  await send(res, await route.door(request, peer));
}

/** Next's side of the process learns request id and address by headers that only we can set (see strip-headers). */
async function toPages(
  pages: Pages,
  req: IncomingMessage,
  res: ServerResponse,
  peer: Peer,
): Promise<void> {
  const { TRAMA_PUBLIC_SCHEME: scheme, TRAMA_DEV } = composition().env;
  const ours = {
    "x-trama-ip": peer.ip,
    "x-request-id": peer.requestId,
    "x-forwarded-proto": scheme,
  };
  for (const [name, value] of Object.entries(ours)) {
    req.headers[name] = value;
    req.rawHeaders.push(name, value);
  }
  // Middleware puts the page's own policy, with its nonce, in the place of this one.
  applyHeaders((name, value) => name !== "content-security-policy" && res.setHeader(name, value), {
    https: scheme === "https",
    dev: TRAMA_DEV === "1",
  });
  await pages(req, res);
}

function failed(error: unknown, res: ServerResponse, peer: Peer, door: string): void {
  // The client left: nobody is there to be answered, and nothing went wrong here.
  if (res.destroyed || res.socket?.destroyed) return;
  if (!knownError(error)) reportError(error, { door });
  if (res.headersSent) return void res.destroy();
  void send(res, problem(error, { locale: "es", requestId: peer.requestId }));
}

/** The door's span, under the caller's trace when it brought one. */
function traced(
  name: string,
  req: IncomingMessage,
  res: ServerResponse,
  work: () => Promise<void>,
): Promise<void> {
  if (!tracingSwitch.on) return work();
  const parent = propagation.extract(context.active(), req.headers);
  return tracer.startActiveSpan(name, { kind: SpanKind.SERVER }, parent, async (span) => {
    await work();
    span.setAttribute("http.response.status_code", res.statusCode);
    if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
}

/** The histogram of one door, method and class of status; looked up by labels only once. */
function figure(door: string, method: string, status: string) {
  const name = `${door} ${method} ${status}`;
  let known = figures.get(name);
  if (!known) figures.set(name, (known = metrics.httpSeconds.labels({ door, method, status })));
  return known;
}

const figures = new Map<string, ReturnType<typeof metrics.httpSeconds.labels>>();
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const knownMethod = (method = ""): string => (METHODS.has(method) ? method : "other");
