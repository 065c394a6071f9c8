import { enqueueAgain } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import { type Scope, scopes } from "@/server/tenancy/scope";

/** Name of the job that hands facts to reactions and webhooks. */
export const DELIVER_EVENTS = "events.deliver";

/** Adds the delivery of the tenant's facts to the scope's jobs: one job, which takes all there is when it runs. */
export function askForDelivery(scope: Scope, ctx: Ctx): void {
  scopes.run(scope, () =>
    enqueueAgain(ctx, { name: DELIVER_EVENTS, payload: {}, options: { key: "next" } }),
  );
}
