import { and, eq } from "drizzle-orm";
import { webhookDeliveries } from "@/db/schema/hub";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { changeEndpoint, lockEndpoint } from "./internal/endpoint-row";
import { sealEndpointSecret } from "./internal/endpoint-secrets";
import type { EndpointIdInput } from "./schema";
import { newWebhookSecret } from "@/server/kernel/standard-webhooks";

/** Removes an endpoint: its secrets are wiped, what waited is cancelled; the log of deliveries stays. */
export async function deleteEndpoint(ctx: Ctx, { endpointId }: EndpointIdInput): Promise<void> {
  authorize(ctx, "webhook.manage");
  await inTenant(ctx, async (tx) => {
    await lockEndpoint(tx, ctx.tenantId, endpointId);
    await changeEndpoint(tx, ctx.tenantId, endpointId, {
      deletedAt: ctx.now,
      // A secret that nobody was ever told takes the old one's place.
      secretSealed: await sealEndpointSecret(
        tx,
        ctx.tenantId,
        endpointId,
        "secret_sealed",
        newWebhookSecret(),
      ),
      previousSecretSealed: null,
      previousSecretExpiresAt: null,
    });
    await tx
      .update(webhookDeliveries)
      .set({ status: "cancelled", nextAttemptAt: null })
      .where(
        and(
          eq(webhookDeliveries.tenantId, ctx.tenantId),
          eq(webhookDeliveries.endpointId, endpointId),
          eq(webhookDeliveries.status, "pending"),
        ),
      );
    await countUsage(ctx, tx, "webhookEndpoints", -1);
    record(ctx, "webhook.endpoint.deleted", {
      entity: { type: "webhookEndpoint", id: endpointId },
      payload: {},
    });
  });
}
