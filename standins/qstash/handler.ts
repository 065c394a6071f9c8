import { z } from "zod";
import { accept, BadRequest } from "./accept";
import { dlqView, json, messageView } from "./views";
import { batchBody } from "./schemas";
import { handleSchedules } from "./schedules";
import { newKey, type State } from "./state";

/** The answer was lost on the way: the caller cannot know that the message was taken. */
export class LostAnswer extends Error {}

/**
 * QStash's API as documented, over a state: bearer token, destination in the path as it is (not encoded), 202 for a
 * message deduplicated, 201 for one taken. Throws `LostAnswer` where a fault asks for it.
 */
export async function handle(state: State, request: Request): Promise<Response> {
  if (!isAuthorized(state, request)) return json(401, { error: "unauthorized" });
  try {
    return await route(state, request, await request.text());
  } catch (error) {
    if (error instanceof BadRequest || error instanceof z.ZodError || error instanceof SyntaxError)
      return json(400, { error: error.message });
    throw error;
  }
}

async function route(state: State, request: Request, body: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { method } = request;
  const [, room, first = "", rest = ""] = /^\/v2\/(\w+)\/?([^/]*)\/?(.*)$/s.exec(pathname) ?? [];
  const tail = pathname.slice(`/v2/${room}/`.length) + search;
  switch (room) {
    case "publish":
      return method === "POST"
        ? publish(state, { url: tail, headers: request.headers, body })
        : notFound();
    case "enqueue":
      return method === "POST"
        ? publish(state, { url: rest + search, headers: request.headers, body, queueName: first })
        : notFound();
    case "batch":
      return method === "POST" ? batch(state, body) : notFound();
    case "messages":
      return messages(state, method, first);
    case "schedules":
      return handleSchedules(state, request, { body, tail, id: first, action: rest });
    case "dlq":
      return dlq(state, method, first, rest);
    case "keys":
      return keys(state, method, first);
    default:
      return notFound();
  }
}

function publish(state: State, message: Parameters<typeof accept>[1]): Response {
  const refused = refusal(state);
  if (refused instanceof Response) return refused;
  const taken = accept(state, message);
  if (refused === "lost") throw new LostAnswer();
  return json(taken.deduplicated ? 202 : 201, taken);
}

function batch(state: State, body: string): Response {
  const items = batchBody.parse(JSON.parse(body));
  const refused = refusal(state);
  if (refused instanceof Response) return refused;
  const taken = items.map((item) =>
    accept(state, {
      url: item.destination,
      headers: new Headers(item.headers),
      body: item.body,
      ...(item.queue !== undefined && { queueName: item.queue }),
    }),
  );
  if (refused === "lost") throw new LostAnswer();
  return json(200, taken);
}

function refusal(state: State): Response | "lost" | undefined {
  const fault = state.takeFault("publish");
  if (fault?.kind === "lostAnswer") return "lost";
  if (fault?.kind !== "status") return undefined;
  const retryAfter = fault.retryAfterSeconds;
  return json(
    fault.status,
    { error: "fault" },
    retryAfter === undefined ? {} : { "retry-after": String(retryAfter) },
  );
}

function messages(state: State, method: string, id: string): Response {
  const message = state.messages.get(id);
  if (!message) return json(404, { error: `message ${id} not found` });
  if (method === "GET") return json(200, messageView(message));
  if (method !== "DELETE") return notFound();
  state.messages.delete(id);
  return new Response(null, { status: 200 });
}

function dlq(state: State, method: string, first: string, rest: string): Response {
  if (method === "POST" && first === "retry") return retryDead(state, rest);
  if (method === "GET" && first === "")
    return json(200, { messages: [...state.dlq.values()].map(dlqView) });
  const message = state.dlq.get(first);
  if (!message) return json(404, { error: `message ${first} not found in the DLQ` });
  if (method === "GET") return json(200, dlqView(message));
  if (method !== "DELETE") return notFound();
  state.dlq.delete(first);
  return new Response(null, { status: 200 });
}

function retryDead(state: State, dlqId: string): Response {
  const dead = state.dlq.get(dlqId);
  if (!dead) return json(404, { error: `message ${dlqId} not found in the DLQ` });
  state.dlq.delete(dlqId);
  const headers = new Headers();
  for (const [name, value] of Object.entries(dead.headers))
    if (value !== undefined && name !== "upstash-deduplication-id")
      headers.set(name, String(value));
  for (const [name, value] of Object.entries(dead.forward))
    headers.set(`upstash-forward-${name}`, value);
  return json(201, accept(state, { url: dead.url, headers, body: dead.body }));
}

/** After a rotation the next key signs, and a fresh one stands by. */
function keys(state: State, method: string, action: string): Response {
  if (method === "POST" && action === "rotate")
    state.keys = { current: state.keys.next, next: newKey() };
  else if (method !== "GET" || action !== "") return notFound();
  return json(200, state.keys);
}

function isAuthorized(state: State, request: Request): boolean {
  const inQuery = new URL(request.url).searchParams.get("qstash_token");
  return (
    request.headers.get("authorization") === `Bearer ${state.token}` || inQuery === state.token
  );
}

const notFound = (): Response => json(404, { error: "not found" });
