import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { takeTurns } from "./internal/take-turns";
import { failRun } from "./internal/fail-run";
import { postChunk } from "./post-chunk";

const MAX_ATTEMPTS = 20;

/** Posts an approved run chunk by chunk; killed anywhere and begun again, it ends in the same documents. */
export const postRun = defineJob({
  name: "billing.post",
  schema: z.object({ runId: z.uuid() }),
  maxAttempts: MAX_ATTEMPTS,
  retryDelayMs: () => 500,
  handle: async (ctx, payload, delivery) => {
    try {
      await takeTurns(ctx, delivery, postRun, payload, (at) => postChunk(at, payload.runId));
    } catch (error) {
      if (delivery.attempt >= MAX_ATTEMPTS) await failRun(ctx, payload.runId, error);
      throw error;
    }
  },
});
