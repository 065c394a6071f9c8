import { accept } from "./accept";
import { nextTime, parseCron } from "./cron";
import { durationMs } from "./duration";
import { defaultRetryDelayMs, retryDelayOf } from "./retry-delay";
import { sign } from "./sign";
import { type Message, newKey, type State } from "./state";

/** How a message reaches its destination; the real `fetch`, or a handler in the same process. */
export type Fetch = (request: Request) => Promise<Response>;

/** Makes the messages of schedules that are due. */
export function fireSchedules(state: State): void {
  for (const schedule of state.schedules.values()) {
    const cron = parseCron(schedule.cron);
    if (!cron || schedule.nextScheduleTime > state.now()) continue;
    schedule.lastScheduleTime = schedule.nextScheduleTime;
    schedule.nextScheduleTime = nextTime(cron, state.now());
    if (schedule.isPaused) continue;
    const headers = new Headers();
    for (const [name, value] of Object.entries(schedule.headers))
      if (value !== undefined) headers.set(name, String(value));
    for (const [name, value] of Object.entries(schedule.forward))
      headers.set(`upstash-forward-${name}`, value);
    const { destination: url, body, scheduleId } = schedule;
    accept(state, { url, headers, body, scheduleId });
  }
}

/** Messages that may go out now, oldest first, within the limits of their queue and flow-control key. */
export function dueMessages(state: State): Message[] {
  const busy = new Map<string, number>();
  for (const id of state.inFlight) count(busy, state.messages.get(id));
  return [...state.messages.values()]
    .filter((message) => message.notBefore <= state.now() && !state.inFlight.has(message.messageId))
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .filter(
      (message) =>
        laneKeys(message).every(([key, limit]) => (busy.get(key) ?? 0) < limit) &&
        count(busy, message),
    );
}

/** One delivery: success is any 2xx; else it is tried again later, or goes to the dead-letter queue. */
export async function deliver(state: State, message: Message, send: Fetch): Promise<void> {
  state.inFlight.add(message.messageId);
  const twice = state.takeFault("deliver");
  try {
    if (twice?.kind === "twice") await exchange(state, message, send);
    settle(state, message, await exchange(state, message, send, twice?.kind === "wrongKey"));
  } finally {
    state.inFlight.delete(message.messageId);
  }
}

async function exchange(
  state: State,
  message: Message,
  send: Fetch,
  wrongKey = false,
): Promise<{ status: number; body: string; retryAfter: string | null; final: boolean }> {
  const { url, body, headers } = message;
  const method = headers["upstash-method"];
  const key = wrongKey ? newKey() : state.keys.current;
  const request = new Request(url, {
    method,
    ...(method !== "GET" && { body }),
    signal: AbortSignal.timeout(durationMs(headers["upstash-timeout"] ?? "") ?? 900_000),
    headers: {
      "content-type": headers["content-type"] ?? "text/plain",
      "user-agent": "Upstash-QStash",
      ...message.forward,
      "upstash-message-id": message.messageId,
      "upstash-retried": String(message.retried),
      ...(message.scheduleId !== undefined && { "upstash-schedule-id": message.scheduleId }),
      "upstash-signature": sign({ url, body, key, nowMs: Date.now() }),
    },
  });
  try {
    const response = await send(request);
    const final =
      response.status === 489 && response.headers.get("upstash-nonretryable-error") === "true";
    return {
      status: response.status,
      body: await response.text(),
      retryAfter: response.headers.get("retry-after"),
      final,
    };
  } catch (error) {
    return { status: 0, body: String(error), retryAfter: null, final: false };
  }
}

function settle(
  state: State,
  message: Message,
  answer: Awaited<ReturnType<typeof exchange>>,
): void {
  if (answer.status >= 200 && answer.status < 300) {
    state.messages.delete(message.messageId);
    return;
  }
  if (answer.final || message.retried >= message.headers["upstash-retries"]) {
    bury(state, message, answer);
    return;
  }
  const named = answer.retryAfter === null ? undefined : Number(answer.retryAfter) * 1000;
  const expression = message.headers["upstash-retry-delay"];
  const own = expression === undefined ? undefined : retryDelayOf(expression, message.retried);
  message.retried += 1;
  message.notBefore = state.now() + (named ?? own ?? defaultRetryDelayMs(message.retried));
}

function bury(state: State, message: Message, answer: { status: number; body: string }): void {
  state.messages.delete(message.messageId);
  const dlqId = `${state.now()}-${state.dlq.size}`;
  state.dlq.set(dlqId, {
    ...message,
    dlqId,
    responseStatus: answer.status,
    responseBody: answer.body,
  });
  const callback = message.headers["upstash-failure-callback"];
  if (callback === undefined) return;
  const told = {
    status: answer.status,
    body: Buffer.from(answer.body).toString("base64"),
    retried: message.retried,
    maxRetries: message.headers["upstash-retries"],
    sourceMessageId: message.messageId,
    url: message.url,
    method: message.headers["upstash-method"],
    sourceBody: Buffer.from(message.body).toString("base64"),
    createdAt: message.createdAt,
    dlqId,
    ...(message.scheduleId !== undefined && { scheduleId: message.scheduleId }),
  };
  const headers = new Headers({ "content-type": "application/json" });
  accept(state, { url: callback, headers, body: JSON.stringify(told) });
}

/** What limits how many go out at once: the queue (one after the other) and the flow-control key. */
function laneKeys(message: Message): [string, number][] {
  const keys: [string, number][] = [];
  if (message.queueName !== undefined) keys.push([`queue:${message.queueName}`, 1]);
  const flow = message.headers["upstash-flow-control-key"];
  const parallelism = /parallelism=(\d+)/.exec(
    message.headers["upstash-flow-control-value"] ?? "",
  )?.[1];
  if (flow !== undefined && parallelism !== undefined)
    keys.push([`flow:${flow}`, Number(parallelism)]);
  return keys;
}

function count(busy: Map<string, number>, message: Message | undefined): true {
  if (message) for (const [key] of laneKeys(message)) busy.set(key, (busy.get(key) ?? 0) + 1);
  return true;
}
