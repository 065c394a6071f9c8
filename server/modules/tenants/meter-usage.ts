import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { countUsage } from "./count-usage";
import type { Resource } from "./rules/resources";

/**
 * Counts a flow (API calls, messages) in a short transaction of its own, so that the counter's row
 * is not held while the rest of a request runs. Throws `LimitReached` when the month's limit is reached.
 */
export async function meterUsage(ctx: Ctx, resource: Resource, delta = 1): Promise<void> {
  await inTenant(ctx, (tx) => countUsage(ctx, tx, resource, delta));
}
