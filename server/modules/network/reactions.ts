import { defineReaction, type Reaction } from "@/server/events/reactions";
import { askAgain } from "@/server/modules/subscriptions/bind-enforcement";
import { inTenant } from "@/server/tenancy/in-tenant";
import { sql } from "drizzle-orm";

/** A plan that counts from now on is another rate and profile on the router. */
const followPlan = defineReaction({
  on: ["service.planChanged"],
  name: "network.followPlan",
  handle: (ctx, event) =>
    inTenant(ctx, async (tx) => {
      const serviceId = event.entity.id;
      const { rows } = await tx.execute(sql`select 1 from router_accesses
        where tenant_id = ${ctx.tenantId} and service_id = ${serviceId}`);
      if (rows.length > 0 && event.payload.when === "now")
        await askAgain(ctx, tx, [serviceId], "provision");
    }),
});

export const reactions: readonly Reaction[] = [followPlan];
