import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { createDeliveries } from "./internal/create-deliveries";
import { fetchDelivery, toDeliveryDto } from "./internal/delivery-row";
import { lockSendingEndpoint } from "./internal/lock-sending-endpoint";
import type { DeliveryDto, EndpointIdInput } from "./schema";

/** Sends a `webhook.test.requested` event to one endpoint, by the same way as any other. Throws `NotFound`, `Conflict`. */
export async function sendTestWebhook(
  ctx: Ctx,
  { endpointId }: EndpointIdInput,
): Promise<DeliveryDto> {
  authorize(ctx, "webhook.manage");
  return inTenant(ctx, async (tx) => {
    const endpoint = await lockSendingEndpoint(tx, ctx.tenantId, endpointId);
    const name = "webhook.test.requested";
    const id = record(ctx, name, {
      entity: { type: "webhookEndpoint", id: endpointId },
      payload: { message: "Trama sends this to test the endpoint." },
    });
    const [deliveryId = ""] = await createDeliveries(ctx, tx, [{ endpoint, event: { id, name } }]);
    return toDeliveryDto(await fetchDelivery(tx, ctx.tenantId, deliveryId));
  });
}
