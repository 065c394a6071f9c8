import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { changeEndpoint, lockEndpoint } from "./internal/endpoint-row";
import type { EndpointDto, EndpointIdInput } from "./schema";

/** Holds deliveries back until the endpoint is resumed; nothing is lost. Throws `Conflict` unless it is active. */
export async function pauseEndpoint(
  ctx: Ctx,
  { endpointId }: EndpointIdInput,
): Promise<EndpointDto> {
  authorize(ctx, "webhook.manage");
  return inTenant(ctx, async (tx) => {
    const { status } = await lockEndpoint(tx, ctx.tenantId, endpointId);
    if (status !== "active") throw new Conflict("webhook_not_active", { status });
    const dto = await changeEndpoint(tx, ctx.tenantId, endpointId, { status: "paused" });
    record(ctx, "webhook.endpoint.paused", {
      entity: { type: "webhookEndpoint", id: endpointId },
      payload: {},
    });
    return dto;
  });
}
