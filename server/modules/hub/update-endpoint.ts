import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { authorizeEvents } from "./internal/authorize-events";
import { changeEndpoint, lockEndpoint, toEndpointDto } from "./internal/endpoint-row";
import { vetEndpointUrl } from "./internal/vet-endpoint-url";
import type { EndpointDto, UpdateEndpointInput } from "./schema";

/** Changes address, description or wanted events; what is absent stays. Throws `NotFound`, `Invalid`, `Forbidden`. */
export async function updateEndpoint(ctx: Ctx, input: UpdateEndpointInput): Promise<EndpointDto> {
  authorize(ctx, "webhook.manage");
  const { endpointId, ...given } = input;
  if (given.url) vetEndpointUrl(given.url);
  const fields = (Object.keys(given) as (keyof typeof given)[]).filter(
    (field) => given[field] !== undefined,
  );
  return inTenant(ctx, async (tx) => {
    const before = await lockEndpoint(tx, ctx.tenantId, endpointId);
    if (fields.length === 0) return toEndpointDto(before);
    // A new address gets the old events too: both ways need the right to read what will be sent.
    if (given.url || given.eventNames) authorizeEvents(ctx, given.eventNames ?? before.eventNames);
    const after = await changeEndpoint(tx, ctx.tenantId, endpointId, given);
    record(ctx, "webhook.endpoint.updated", {
      entity: { type: "webhookEndpoint", id: endpointId },
      payload: { fields },
    });
    return after;
  });
}
