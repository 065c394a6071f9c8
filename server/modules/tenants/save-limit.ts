import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantLimits } from "@/db/schema/tenants";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { countUsage } from "./count-usage";
import type { Resource } from "./rules/resources";

/**
 * Agrees a limit with the tenant of `ctx` in an open transaction (`maximum` null: unlimited; absent: the plan's holds
 * again), states the fact and warns at once where usage already stands at it. Deletes nothing.
 */
export async function saveLimit(
  ctx: Ctx,
  tx: Tx,
  input: { resource: Resource; maximum?: number | null },
): Promise<void> {
  const { resource, maximum } = input;
  const { tenantId, now } = ctx;
  if (maximum === undefined)
    await tx
      .delete(tenantLimits)
      .where(and(eq(tenantLimits.tenantId, tenantId), eq(tenantLimits.resource, resource)));
  else
    await tx
      .insert(tenantLimits)
      .values({ tenantId, resource, maximum, updatedAt: now })
      .onConflictDoUpdate({
        target: [tenantLimits.tenantId, tenantLimits.resource],
        set: { maximum, updatedAt: now },
      });
  record(ctx, "tenant.limitChanged", {
    entity: { type: "tenant", id: tenantId },
    payload: {
      resource,
      source: maximum === undefined ? "plan" : "tenant",
      maximum: maximum ?? null,
    },
  });
  await countUsage(ctx, tx, resource, 0);
}
