import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { record } from "@/server/events/record";
import { defineJob } from "@/server/jobs/define-job";
import { once } from "@/server/jobs/once";

/** Takes a while inside its transaction, so that faults find it there; its effect is one fact under the label. */
export const patientJob = defineJob({
  name: "test.patient",
  schema: z.object({ label: z.string(), takesMs: z.int() }),
  maxAttempts: 100,
  retryDelayMs: () => 200,
  handle: async (ctx, { label, takesMs }, delivery) => {
    await once(ctx, delivery, async () => {
      record(ctx, "schedule.ticked", {
        entity: { type: "schedule", id: label },
        payload: { schedule: label, period: delivery.jobId },
      });
      // The worker that is to be killed says when it is in the middle.
      if (process.env.TRAMA_TEST_VICTIM === "1") process.stdout.write(`began ${label}\n`);
      await sleep(takesMs);
    });
  },
});
