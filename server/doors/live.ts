import type { IncomingMessage, ServerResponse } from "node:http";
import { FACE_HEADER } from "@/server/auth/audience-of";
import type { LiveCtx, Sink } from "@/server/events/live/live-connection";
import { liveHub } from "@/server/events/live/live-hub";
import { Forbidden, NotFound } from "@/server/kernel/errors";
import { answerError } from "./answer-error";
import { createContext } from "./create-context";
import type { Door, Peer } from "./door";
import type { DoorContext } from "./door-context";
import { requestGuard } from "./request-guard";

/** Path of the live updates. */
export const LIVE_PATH = "/api/live";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  // nginx would hold the stream back until a buffer is full.
  "x-accel-buffering": "no",
};

/** /api/live on plain node:http, about 11 KB a stream. Resolves once the stream has caught up, not when it ends. */
export async function liveOnNode(
  req: IncomingMessage,
  res: ServerResponse,
  _path: string,
  peer: Peer,
): Promise<void> {
  const headers = withFace({ get: (name: string) => one(req.headers[name]) }, req.url ?? "");
  const ctx = await createContext({ headers, ...peer });
  try {
    await admit(ctx, req.method ?? "GET", headers);
    await streamOnNode(req, res, liveCtx(ctx), lastEventIdOf(headers, req.url ?? ""));
  } catch (error) {
    const answer = answerError(error, ctx, "live");
    if (res.headersSent) return void res.destroy();
    res.writeHead(answer.status, Object.fromEntries(answer.headers));
    res.end(await answer.text());
  }
}

/** Streams to a node response for a caller that is already known. */
export async function streamOnNode(
  req: IncomingMessage,
  res: ServerResponse,
  ctx: LiveCtx,
  lastEventId?: number,
): Promise<void> {
  let gone = false;
  let leave = () => undefined as void;
  const end = () => {
    gone = true;
    leave();
  };
  res.once("close", end);
  req.socket.setNoDelay(true);
  leave = await liveHub().open(ctx, nodeSink(res), lastEventId, () => res.writeHead(200, HEADERS));
  if (gone) leave();
}

const nodeSink = (res: ServerResponse): Sink => ({
  write: (chunk) => void res.write(chunk),
  pendingBytes: () => res.writableLength,
  end: () => void res.end(),
  drop: () => void res.destroy(),
});

/** The same behind Next's route file. */
export const liveDoor: Door = async (request, peer) => {
  const headers = withFace(request.headers, request.url);
  const ctx = await createContext({ headers, ...peer });
  try {
    await admit(ctx, request.method, headers);
    return await webStream(request, liveCtx(ctx), lastEventIdOf(request.headers, request.url));
  } catch (error) {
    return answerError(error, ctx, "live");
  }
};

/** A web stream of the caller's live updates; ends with the request's signal or when the reader cancels. */
export async function webStream(
  request: Pick<Request, "signal">,
  ctx: LiveCtx,
  lastEventId?: number,
): Promise<Response> {
  const { sink, body, onGone } = webSink();
  const leave = await liveHub().open(ctx, sink, lastEventId);
  onGone(leave);
  request.signal.addEventListener("abort", () => sink.drop(), { once: true });
  if (request.signal.aborted) sink.drop();
  return new Response(body, { headers: HEADERS });
}

function webSink() {
  const { promise: gone, resolve: goNow } = Promise.withResolvers<void>();
  let out: ReadableStreamDefaultController<Uint8Array> | undefined;
  const finish = (how: () => void) => {
    if (out) how();
    out = undefined;
    goNow();
  };
  const body = new ReadableStream<Uint8Array>(
    { start: (controller) => void (out = controller), cancel: () => finish(() => undefined) },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  );
  const sink: Sink = {
    // A copy: Next may transfer a chunk's buffer, and one chunk goes to every stream.
    write: (chunk) => out?.enqueue(chunk.slice()),
    pendingBytes: () => -(out?.desiredSize ?? 0),
    end: () => finish(() => out?.close()),
    drop: () => finish(() => out?.error(new Error("stream dropped"))),
  };
  return { sink, body, onGone: (leave: () => void) => void gone.then(leave) };
}

async function admit(
  ctx: DoorContext,
  method: string,
  headers: Pick<Headers, "get">,
): Promise<void> {
  if (method !== "GET") throw new NotFound("stream");
  const refusal = await requestGuard(ctx, { method, headers }, 1);
  if (refusal) throw refusal;
}

/** The host's tenant and the actor that was found for it; throws where the host has none. */
function liveCtx({ host, actor }: DoorContext): LiveCtx {
  if (host.kind !== "tenant" && host.kind !== "platform") throw new NotFound("tenant");
  if (host.kind === "tenant" && host.status === "suspended")
    throw new Forbidden("tenant_suspended");
  return { tenantId: host.tenantId, actor };
}

/** A browser's stream sends no header of its own: `?face=portal` says what `trama-face: portal` says elsewhere. */
function withFace(headers: Pick<Headers, "get">, url: string): Pick<Headers, "get"> {
  const face = new URL(url, "http://x").searchParams.get("face");
  return { get: (name) => (name === FACE_HEADER && face === "portal" ? face : headers.get(name)) };
}

/** From the header that browsers send when they come back, or `?lastEventId=` for the first connection of a page. */
function lastEventIdOf(headers: Pick<Headers, "get">, url: string): number | undefined {
  const query = new URL(url, "http://x").searchParams.get("lastEventId");
  const text = headers.get("last-event-id") ?? query ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const one = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null;
