import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { approveByPolicy } from "./internal/approve-by-policy";
import { takeTurns } from "./internal/take-turns";
import { failRun } from "./internal/fail-run";
import { planChunk } from "./plan-chunk";

const MAX_ATTEMPTS = 20;

/** Plans a run chunk by chunk; hands the rest on, so that tenants alternate. At its end the tenant's policy may approve it. */
export const planRun = defineJob({
  name: "billing.plan",
  schema: z.object({ runId: z.uuid(), autoApprove: z.boolean().default(false) }),
  maxAttempts: MAX_ATTEMPTS,
  retryDelayMs: () => 500,
  handle: async (ctx, payload, delivery) => {
    const { runId, autoApprove } = payload;
    try {
      const over = await takeTurns(ctx, delivery, planRun, payload, (at) => planChunk(at, runId));
      if (over && autoApprove) await approveByPolicy({ ...ctx, now: new Date() }, runId);
    } catch (error) {
      if (delivery.attempt >= MAX_ATTEMPTS) await failRun(ctx, runId, error);
      throw error;
    }
  },
});
