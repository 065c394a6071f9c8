import { webhookEndpoints } from "@/db/schema/hub";
import { authorize } from "@/server/auth/authorize";
import { readHeadSeq } from "@/server/events/read-events";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { countUsage } from "@/server/modules/tenants/count-usage";
import { requireFlag } from "@/server/modules/tenants/is-enabled";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { authorizeEvents } from "./internal/authorize-events";
import { liveEndpoints, lockEndpoint, toEndpointDto } from "./internal/endpoint-row";
import { sealEndpointSecret } from "./internal/endpoint-secrets";
import { vetEndpointUrl } from "./internal/vet-endpoint-url";
import type { CreateEndpointInput, EndpointWithSecretDto } from "./schema";
import { newWebhookSecret } from "@/server/kernel/standard-webhooks";

/** Each event is one delivery to each endpoint that wants it; this bounds that product. */
const MAX_ENDPOINTS = 50;

/**
 * Adds an endpoint. The secret is in this answer and never again. Throws `Invalid` for an address that is refused,
 * `Forbidden` for events that the actor may not read.
 */
export async function createEndpoint(
  ctx: Ctx,
  input: CreateEndpointInput,
): Promise<EndpointWithSecretDto> {
  authorize(ctx, "webhook.manage");
  authorizeEvents(ctx, input.eventNames);
  vetEndpointUrl(input.url);
  return inTenant(ctx, async (tx) => {
    await requireFlag(ctx, tx, "webhooks");
    const id = newId();
    const secret = newWebhookSecret();
    await tx.insert(webhookEndpoints).values({
      id,
      tenantId: ctx.tenantId,
      ...input,
      secretSealed: await sealEndpointSecret(tx, ctx.tenantId, id, "secret_sealed", secret),
      sinceSeq: await readHeadSeq(tx, ctx.tenantId),
      createdAt: ctx.now,
    });
    await countUsage(ctx, tx, "webhookEndpoints", 1);
    // Behind the counter's lock: of two at once the second sees the first.
    if ((await liveEndpoints(tx, ctx.tenantId)).length > MAX_ENDPOINTS)
      throw new Invalid("webhook_too_many_endpoints", { maximum: MAX_ENDPOINTS });
    record(ctx, "webhook.endpoint.created", {
      entity: { type: "webhookEndpoint", id },
      payload: { host: new URL(input.url).host, eventNames: input.eventNames },
    });
    return { ...toEndpointDto(await lockEndpoint(tx, ctx.tenantId, id)), secret };
  });
}
