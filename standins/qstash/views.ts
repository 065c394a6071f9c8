import type { DlqMessage, Message, Schedule } from "./state";

/** Headers as the API shows them: every value a list. */
const shown = (headers: Record<string, string>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));

export function messageView(message: Message) {
  const { headers } = message;
  const flow = headers["upstash-flow-control-key"];
  const parallelism = /parallelism=(\d+)/.exec(headers["upstash-flow-control-value"] ?? "")?.[1];
  return {
    messageId: message.messageId,
    url: message.url,
    method: headers["upstash-method"],
    header: shown({ ...message.forward, "content-type": headers["content-type"] ?? "text/plain" }),
    body: message.body,
    maxRetries: headers["upstash-retries"],
    notBefore: message.notBefore,
    createdAt: message.createdAt,
    ...(message.queueName !== undefined && { queueName: message.queueName }),
    ...(message.scheduleId !== undefined && { scheduleId: message.scheduleId }),
    ...(flow !== undefined && { flowControlKey: flow }),
    ...(parallelism !== undefined && { parallelism: Number(parallelism) }),
  };
}

export const dlqView = (message: DlqMessage) => ({
  ...messageView(message),
  dlqId: message.dlqId,
  responseStatus: message.responseStatus,
  responseBody: message.responseBody,
});

export const scheduleView = (schedule: Schedule) => ({
  scheduleId: schedule.scheduleId,
  cron: schedule.cron,
  destination: schedule.destination,
  createdAt: schedule.createdAt,
  method: schedule.headers["upstash-method"],
  header: shown({
    ...schedule.forward,
    "content-type": schedule.headers["content-type"] ?? "text/plain",
  }),
  body: schedule.body,
  retries: schedule.headers["upstash-retries"],
  isPaused: schedule.isPaused,
  nextScheduleTime: schedule.nextScheduleTime,
  ...(schedule.lastScheduleTime !== undefined && { lastScheduleTime: schedule.lastScheduleTime }),
});

export const json = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response => Response.json(body, { status, headers });
