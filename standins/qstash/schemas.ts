import { z } from "zod";
import { parseCron } from "./cron";
import { durationMs } from "./duration";
import { retryDelayOf } from "./retry-delay";

const duration = z.string().refine((text) => durationMs(text) !== undefined, "not a duration");
const httpUrl = z.string().regex(/^https?:\/\/\S+$/, "must start with http:// or https://");
const boolean = z.enum(["true", "false"]);

/** Headers that shape a message; names in lower case, as `Headers` gives them. Unknown `upstash-` headers are refused. */
const messageHeaders = {
  "content-type": z.string().optional(),
  "upstash-method": z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).default("POST"),
  "upstash-timeout": duration.optional(),
  "upstash-retries": z.coerce.number().int().min(0).max(20).default(3),
  "upstash-retry-delay": z
    .string()
    .refine((text) => retryDelayOf(text, 0) !== undefined, "not an expression")
    .optional(),
  "upstash-delay": duration.optional(),
  "upstash-not-before": z.coerce.number().int().optional(),
  "upstash-label": z.string().optional(),
  "upstash-flow-control-key": z.string().optional(),
  "upstash-flow-control-value": z
    .string()
    .regex(/^\s*(parallelism|rate|period)=\w+(\s*,\s*(parallelism|rate|period)=\w+)*\s*$/)
    .optional(),
  "upstash-deduplication-id": z.string().min(1).optional(),
  "upstash-content-based-deduplication": boolean.optional(),
  "upstash-callback": httpUrl.optional(),
  "upstash-failure-callback": httpUrl.optional(),
  "upstash-redact-fields": z.string().optional(),
};

export const publishHeaders = z.object(messageHeaders);
const {
  "upstash-not-before": _notBefore,
  "upstash-deduplication-id": _dedupe,
  "upstash-content-based-deduplication": _byContent,
  ...repeated
} = messageHeaders;
export const scheduleHeaders = z.object({
  ...repeated,
  "upstash-cron": z
    .string()
    .refine((text) => parseCron(text) !== undefined, "not a cron expression"),
  "upstash-schedule-id": z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/)
    .optional(),
});

export const destination = httpUrl;
export const batchBody = z.array(
  z.object({
    destination: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().default(""),
    queue: z.string().optional(),
  }),
);

export const publishResponse = z.object({
  messageId: z.string(),
  deduplicated: z.boolean().optional(),
});
export const errorResponse = z.object({ error: z.string() });
export const messageResponse = z.object({
  messageId: z.string(),
  url: z.string(),
  method: z.string(),
  header: z.record(z.string(), z.array(z.string())),
  body: z.string(),
  maxRetries: z.int(),
  notBefore: z.int(),
  createdAt: z.int(),
  queueName: z.string().optional(),
  scheduleId: z.string().optional(),
  flowControlKey: z.string().optional(),
  parallelism: z.int().optional(),
});
export const dlqMessageResponse = messageResponse.extend({
  dlqId: z.string(),
  responseStatus: z.int(),
  responseBody: z.string(),
});
export const dlqListResponse = z.object({
  cursor: z.string().optional(),
  messages: z.array(dlqMessageResponse),
});
export const scheduleResponse = z.object({
  scheduleId: z.string(),
  cron: z.string(),
  destination: z.string(),
  createdAt: z.int(),
  method: z.string(),
  header: z.record(z.string(), z.array(z.string())),
  body: z.string(),
  retries: z.int(),
  isPaused: z.boolean(),
  lastScheduleTime: z.int().optional(),
  nextScheduleTime: z.int(),
});
export const scheduleCreatedResponse = z.object({ scheduleId: z.string() });
export const keysResponse = z.object({ current: z.string(), next: z.string() });

export type PublishHeaders = z.output<typeof publishHeaders>;
export type ScheduleHeaders = z.output<typeof scheduleHeaders>;
