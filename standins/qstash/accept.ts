import { createHash } from "node:crypto";
import type { z } from "zod";
import { durationMs } from "./duration";
import { destination, type publishResponse, publishHeaders } from "./schemas";
import { type Message, newMessageId, type State } from "./state";

const DEDUPE_WINDOW_MS = 600_000;

/** A request that QStash would refuse with 400. */
export class BadRequest extends Error {}

/** Takes a message, or answers with the one already taken under its deduplication id in the last ten minutes. */
export function accept(
  state: State,
  request: { url: string; headers: Headers; body: string; queueName?: string; scheduleId?: string },
): z.infer<typeof publishResponse> {
  const url = destination.safeParse(request.url);
  if (!url.success) throw new BadRequest("invalid destination url: endpoint has invalid scheme");
  const headers = publishHeaders.safeParse(Object.fromEntries(request.headers));
  if (!headers.success)
    throw new BadRequest(
      headers.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`).join("; "),
    );
  const now = state.now();
  const key = dedupeKey(headers.data, request.body);
  const earlier = key === undefined ? undefined : state.dedupe.get(key);
  if (earlier && earlier.expiresAt > now)
    return { messageId: earlier.messageId, deduplicated: true };
  const delay = headers.data["upstash-delay"];
  const notBeforeSeconds = headers.data["upstash-not-before"];
  const message: Message = {
    messageId: newMessageId(),
    url: url.data,
    body: request.body,
    headers: headers.data,
    forward: forwardHeaders(request.headers),
    createdAt: now,
    notBefore:
      notBeforeSeconds === undefined
        ? now + (durationMs(delay ?? "") ?? 0)
        : notBeforeSeconds * 1000,
    retried: 0,
    ...(request.queueName !== undefined && { queueName: request.queueName }),
    ...(request.scheduleId !== undefined && { scheduleId: request.scheduleId }),
  };
  state.messages.set(message.messageId, message);
  const { messageId } = message;
  if (key !== undefined) state.dedupe.set(key, { messageId, expiresAt: now + DEDUPE_WINDOW_MS });
  return { messageId };
}

function dedupeKey(headers: z.output<typeof publishHeaders>, body: string): string | undefined {
  const named = headers["upstash-deduplication-id"];
  if (named !== undefined) return `id:${named}`;
  if (headers["upstash-content-based-deduplication"] !== "true") return undefined;
  return `content:${createHash("sha256").update(body).digest("hex")}`;
}

/** `Upstash-Forward-X: y` reaches the destination as `X: y`. */
export function forwardHeaders(headers: Headers): Record<string, string> {
  const prefix = "upstash-forward-";
  return Object.fromEntries(
    [...headers]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}
