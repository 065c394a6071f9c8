import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchDelivery, toDeliveryDto } from "./internal/delivery-row";
import { lockSendingEndpoint } from "./internal/lock-sending-endpoint";
import { restartDeliveries } from "./internal/restart-deliveries";
import type { DeliveryDto, DeliveryIdInput } from "./schema";

/**
 * Sends one delivery again, delivered or not, under its own message id, so that a receiver that keeps ids takes it once.
 * Throws `NotFound`; `Conflict` unless the endpoint is active.
 */
export async function replayDelivery(
  ctx: Ctx,
  { deliveryId }: DeliveryIdInput,
): Promise<DeliveryDto> {
  authorize(ctx, "webhook.manage");
  return inTenant(ctx, async (tx) => {
    const { endpointId } = await fetchDelivery(tx, ctx.tenantId, deliveryId);
    await lockSendingEndpoint(tx, ctx.tenantId, endpointId);
    await restartDeliveries(ctx, tx, { endpointId, deliveryId });
    record(ctx, "webhook.deliveries.replayed", {
      entity: { type: "webhookEndpoint", id: endpointId },
      payload: { deliveries: 1, since: null },
    });
    return toDeliveryDto(await fetchDelivery(tx, ctx.tenantId, deliveryId));
  });
}
