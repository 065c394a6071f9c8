import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { changeEndpoint, lockEndpoint } from "./internal/endpoint-row";
import { restartDeliveries } from "./internal/restart-deliveries";
import type { EndpointDto, EndpointIdInput } from "./schema";

/**
 * Takes up deliveries again: what waited while it was paused is sent now; what failed before it was disabled is not
 * (replay it by choice). Throws `Conflict` when it is active.
 */
export async function resumeEndpoint(
  ctx: Ctx,
  { endpointId }: EndpointIdInput,
): Promise<EndpointDto> {
  authorize(ctx, "webhook.manage");
  return inTenant(ctx, async (tx) => {
    const { status } = await lockEndpoint(tx, ctx.tenantId, endpointId);
    if (status === "active") throw new Conflict("webhook_is_active");
    const set = { status: "active", disabledReason: null, failingSince: null } as const;
    const dto = await changeEndpoint(tx, ctx.tenantId, endpointId, set);
    await restartDeliveries(ctx, tx, { endpointId, status: "pending" });
    record(ctx, "webhook.endpoint.resumed", {
      entity: { type: "webhookEndpoint", id: endpointId },
      payload: {},
    });
    return dto;
  });
}
