import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { inTenant } from "@/server/tenancy/in-tenant";
import { DELIVER_WEBHOOK } from "./internal/deliver-webhook-name";
import { loadMessage } from "./internal/load-message";
import { settleAttempt } from "./internal/settle-attempt";
import { sendMessage } from "./send-message";

/**
 * Makes one attempt of one delivery and writes down what happened; the next attempt is a job of its own, on the
 * published schedule. A crash between sending and writing sends again: receivers tell by `webhook-id`.
 */
export const deliverWebhook = defineJob({
  name: DELIVER_WEBHOOK,
  schema: z.object({ deliveryId: z.uuid(), attempt: z.number().int().min(1) }),
  timeoutMs: 45_000,
  handle: async (ctx, { deliveryId, attempt }) => {
    const message = await inTenant(ctx, (tx) => loadMessage(ctx, tx, deliveryId, attempt));
    if (!message) return;
    const outcome = await sendMessage(ctx, message);
    await inTenant(ctx, (tx) => settleAttempt(ctx, tx, message, outcome));
  },
});
