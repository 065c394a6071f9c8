import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { makeCheckpoint } from "./make-checkpoint";
import { runVerification } from "./run-verification";

/** Nightly, by the tenant's clock. A broken chain is a result, not a failure of the job. */
export const auditVerify = defineJob({
  name: "audit.verify",
  schema: z.object({}),
  timeoutMs: 600_000,
  handle: async (ctx) => {
    await runVerification(ctx);
  },
});

/** Daily: signs where the chain ends and puts the statement outside the database. */
export const auditCheckpoint = defineJob({
  name: "audit.checkpoint",
  schema: z.object({}),
  timeoutMs: 600_000,
  handle: async (ctx) => {
    await makeCheckpoint(ctx);
  },
});
