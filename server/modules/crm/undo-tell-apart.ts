import { and, eq } from "drizzle-orm";
import { customerDistinctions } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer } from "./internal/customer-row";
import type { DistinctionIdInput } from "./rules/merge-schema";
import { recordBoth } from "./tell-apart";

/** Takes back that two customers are not one: they are suggested again while they share anything. Throws `NotFound`. */
export function undoTellApart(ctx: Ctx, { distinctionId }: DistinctionIdInput): Promise<void> {
  authorize(ctx, "customer.merge");
  return inTenant(ctx, async (tx) => {
    const [gone] = await tx
      .delete(customerDistinctions)
      .where(
        and(
          eq(customerDistinctions.tenantId, ctx.tenantId),
          eq(customerDistinctions.id, distinctionId),
        ),
      )
      .returning();
    if (!gone) throw new NotFound("distinction");
    // Who may not see one of the two has no say in it: the refusal takes the deletion back.
    for (const id of [gone.oneId, gone.otherId]) await fetchCustomer(ctx, tx, id);
    recordBoth(ctx, "customer.notToldApart", gone.oneId, gone.otherId);
  });
}
