import { defineJob } from "@/server/jobs/define-job";
import { takeTurns } from "@/server/modules/billing/run/internal/take-turns";
import { planChunk } from "@/server/modules/billing/run/plan-chunk";
import { planRun } from "@/server/modules/billing/run/plan-run";
import { postChunk } from "@/server/modules/billing/run/post-chunk";
import { postRun } from "@/server/modules/billing/run/post-run";

const SIZE = 4;

/** The product's jobs of a run with chunks so small that a few customers make many; each chunk is said as it begins. */
export const smallChunkJobs = (say: (phase: "plan" | "post") => void) => [
  defineJob({
    ...planRun,
    handle: async (ctx, payload, delivery) => {
      await takeTurns(ctx, delivery, planRun, payload, (at) => {
        say("plan");
        return planChunk(at, payload.runId, SIZE);
      });
    },
  }),
  defineJob({
    ...postRun,
    handle: async (ctx, payload, delivery) => {
      await takeTurns(ctx, delivery, postRun, payload, (at) => {
        say("post");
        return postChunk(at, payload.runId, { size: SIZE });
      });
    },
  }),
];
