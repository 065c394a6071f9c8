import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { changeEndpoint, lockEndpoint } from "./internal/endpoint-row";
import { liveSecrets, sealEndpointSecret } from "./internal/endpoint-secrets";
import type { EndpointWithSecretDto, RotateSecretInput } from "./schema";
import { newWebhookSecret } from "@/server/kernel/standard-webhooks";

/**
 * Gives the endpoint a new secret (in this answer only). The old one signs beside it for `overlapHours`, so that the
 * receiver can change over without losing a message; one that was already on its way out dies now.
 */
export async function rotateSecret(
  ctx: Ctx,
  { endpointId, overlapHours }: RotateSecretInput,
): Promise<EndpointWithSecretDto> {
  authorize(ctx, "webhook.manage");
  return inTenant(ctx, async (tx) => {
    await lockEndpoint(tx, ctx.tenantId, endpointId);
    const [old = ""] = await liveSecrets(tx, ctx.tenantId, endpointId, ctx.now);
    const secret = newWebhookSecret();
    const expiresAt = new Date(ctx.now.getTime() + overlapHours * 3_600_000);
    const seal = (column: "secret_sealed" | "previous_secret_sealed", value: string) =>
      sealEndpointSecret(tx, ctx.tenantId, endpointId, column, value);
    const dto = await changeEndpoint(tx, ctx.tenantId, endpointId, {
      secretSealed: await seal("secret_sealed", secret),
      previousSecretSealed: overlapHours > 0 ? await seal("previous_secret_sealed", old) : null,
      previousSecretExpiresAt: overlapHours > 0 ? expiresAt : null,
    });
    record(ctx, "webhook.endpoint.secretRotated", {
      entity: { type: "webhookEndpoint", id: endpointId },
      payload: { previousExpiresAt: expiresAt.toISOString() },
    });
    return { ...dto, secret };
  });
}
