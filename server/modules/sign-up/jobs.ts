import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";

/** Fills a tenant that asked for it with invented data; what is there already stays, so it may run again. */
export const seedDemoJob = defineJob({
  name: "signUp.seedDemo",
  schema: z.object({}),
  handle: async (ctx) => {
    // Only when it is needed: names and towns are a lot of text.
    const { seedSample } = await import("@/db/seed/seed-sample");
    await seedSample(ctx);
  },
});
