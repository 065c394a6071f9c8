import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { recheckDomains } from "./recheck-domains";

/** Looks again at a tenant's own hosts; scheduled for every tenant. */
export const recheckDomainsJob = defineJob({
  name: "domains.recheck",
  schema: z.object({}),
  handle: (ctx) => recheckDomains(ctx),
});
