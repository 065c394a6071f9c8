import { enqueueAgain, flushJobs } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import { type Scope, scopes } from "@/server/tenancy/scope";

/** Name of the job that hands facts to reactions and webhooks. */
export const DELIVER_EVENTS = "events.deliver";

/** Asks, in the open transaction, for the delivery of these tenants' facts: per tenant one job, which takes all there is. */
export async function askForDelivery(scope: Scope, contexts: readonly Ctx[]): Promise<void> {
  const [first] = contexts;
  if (!first) return;
  const own: Scope = { ...scope, jobs: [] };
  scopes.run(own, () => {
    for (const ctx of contexts)
      enqueueAgain(ctx, { name: DELIVER_EVENTS, payload: {}, options: { key: "next" } });
  });
  await flushJobs(first, own);
}
