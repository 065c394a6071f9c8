import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { releaseCappedCuts } from "@/server/modules/subscriptions/release-cuts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchRouter } from "./internal/router-row";
import type { ReleaseCutsInput } from "./log-schema";

/**
 * Lets a router's cuts through that were held for being too many at once, with a reason that is kept. Twice is once.
 * Throws `NotFound`.
 */
export function releaseCuts(
  ctx: Ctx,
  { routerId, reason }: ReleaseCutsInput,
): Promise<{ released: number }> {
  authorize(ctx, "router.reconcile");
  return inTenant(ctx, async (tx) => {
    await fetchRouter(ctx, tx, routerId);
    const released = await releaseCappedCuts(ctx, tx, routerId);
    if (released > 0)
      record(ctx, "router.cutsReleased", {
        entity: { type: "router", id: routerId },
        payload: { released, reason },
      });
    return { released };
  });
}
