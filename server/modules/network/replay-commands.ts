import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { replayLane } from "@/server/modules/subscriptions/replay-lane";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchRouter } from "./internal/router-row";
import type { RouterIdInput } from "./schema";

/** Makes all that did not go through on a router due now, from the first attempt on. Throws `NotFound`. */
export function replayCommands(
  ctx: Ctx,
  { routerId }: RouterIdInput,
): Promise<{ replayed: number }> {
  authorize(ctx, "service.enforce");
  return inTenant(ctx, async (tx) => {
    await fetchRouter(ctx, tx, routerId);
    return { replayed: await replayLane(ctx, tx, sql`c.integration_id = ${routerId}`) };
  });
}
