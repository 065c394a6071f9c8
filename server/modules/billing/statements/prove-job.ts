import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { proveBooks } from "./prove-books";

/** Nightly, by the tenant's clock. Books that disagree are a result (`ledger.broken` tells finance), not a failure of the job. */
export const proveBooksJob = defineJob({
  name: "billing.prove",
  schema: z.object({}),
  timeoutMs: 600_000,
  handle: async (ctx) => {
    await proveBooks(ctx);
  },
});
