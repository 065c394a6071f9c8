import { Receiver } from "@upstash/qstash";
import { z } from "zod";
import type { RemoteMessage, RemoteQueue } from "@/server/jobs/remote-queue";
import { qstashRequest, type QstashAccount } from "./qstash-request";
import { refuseDevelopmentKeys } from "./refuse-development-keys";

const published = z.array(z.object({ messageId: z.string() }));
const scheduleList = z.array(z.object({ scheduleId: z.string(), cron: z.string() }));

/** Times that QStash itself tries again when our door does not answer with 2xx. */
const RETRIES = 3;
/** Deliveries at once for one tenant. */
const SHARE = 10;

export type QstashConfig = QstashAccount & {
  currentSigningKey: string;
  nextSigningKey: string;
  production: boolean;
};

/**
 * QStash as the remote queue. Throws at start when production runs on the development server's public keys.
 * Calls go through `callVendor`, so the SDK's client (own fetch) is not used; its `Receiver` is.
 */
export function openQstash(config: QstashConfig): RemoteQueue {
  if (config.production) refuseDevelopmentKeys(config);
  const { currentSigningKey, nextSigningKey } = config;
  const receiver = new Receiver({ currentSigningKey, nextSigningKey });
  return {
    publish: async (messages) => {
      const answer = await qstashRequest(config, {
        operation: "publish",
        method: "POST",
        path: "/v2/batch",
        body: JSON.stringify(messages.map(toBatchItem)),
      });
      return published.parse(answer).map(({ messageId }) => messageId);
    },
    putSchedule: async ({ id, cron, url, body }) => {
      await qstashRequest(config, {
        operation: "put-schedule",
        method: "POST",
        path: `/v2/schedules/${url}`,
        headers: { ...jsonHeaders, "Upstash-Cron": cron, "Upstash-Schedule-Id": id },
        body,
      });
    },
    listSchedules: async () => {
      const answer = await qstashRequest(config, {
        operation: "list-schedules",
        method: "GET",
        path: "/v2/schedules",
      });
      return scheduleList.parse(answer).map(({ scheduleId, cron }) => ({ id: scheduleId, cron }));
    },
    deleteSchedule: async (id) => {
      const path = `/v2/schedules/${encodeURIComponent(id)}`;
      await qstashRequest(config, { operation: "delete-schedule", method: "DELETE", path });
    },
    // `verify` throws for a bad signature; it tries the current key, then the next.
    isAuthentic: (call) => receiver.verify({ ...call, clockTolerance: 5 }).catch(() => false),
  };
}

const jsonHeaders = { "Content-Type": "application/json", "Upstash-Retries": String(RETRIES) };

const toBatchItem = (message: RemoteMessage) => ({
  destination: message.url,
  body: message.body,
  headers: {
    ...jsonHeaders,
    "Upstash-Method": "POST",
    "Upstash-Deduplication-Id": message.dedupeId,
    "Upstash-Timeout": `${message.timeoutSeconds}s`,
    "Upstash-Flow-Control-Key": message.shareKey,
    "Upstash-Flow-Control-Value": `parallelism=${SHARE}`,
    ...(message.notBefore && {
      "Upstash-Not-Before": String(Math.ceil(message.notBefore.getTime() / 1000)),
    }),
  },
});
