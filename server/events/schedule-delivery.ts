import { enqueueAgain } from "@/server/jobs/enqueue";
import { type Scope, scopes } from "@/server/tenancy/scope";

/** Name of the job that hands facts to reactions and webhooks. */
export const DELIVER_EVENTS = "events.deliver";

/** Asks for the delivery of the scope's facts: per tenant one job, which takes all that has been committed when it runs. */
export function scheduleDelivery(scope: Scope): void {
  const contexts = new Map(scope.events.map(({ ctx }) => [ctx.tenantId, ctx]));
  scopes.run(scope, () => {
    for (const ctx of contexts.values())
      enqueueAgain(ctx, { name: DELIVER_EVENTS, payload: {}, options: { key: "next" } });
  });
}
