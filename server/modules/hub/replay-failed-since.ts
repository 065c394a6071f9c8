import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockSendingEndpoint } from "./internal/lock-sending-endpoint";
import { restartDeliveries } from "./internal/restart-deliveries";
import type { ReplayedDto, ReplayFailedSinceInput } from "./schema";

/** Sends again what failed for good since an instant, under the same message ids. Throws `NotFound`, `Conflict`. */
export async function replayFailedSince(
  ctx: Ctx,
  { endpointId, since }: ReplayFailedSinceInput,
): Promise<ReplayedDto> {
  authorize(ctx, "webhook.manage");
  return inTenant(ctx, async (tx) => {
    await lockSendingEndpoint(tx, ctx.tenantId, endpointId);
    const which = { endpointId, status: "failed", since: new Date(since) } as const;
    const deliveries = await restartDeliveries(ctx, tx, which);
    record(ctx, "webhook.deliveries.replayed", {
      entity: { type: "webhookEndpoint", id: endpointId },
      payload: { deliveries, since },
    });
    return { deliveries };
  });
}
