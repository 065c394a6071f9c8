import { and, asc, eq } from "drizzle-orm";
import { webhookAttempts } from "@/db/schema/hub";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchDelivery } from "./internal/delivery-row";
import type { AttemptDto, DeliveryIdInput } from "./schema";

/** What happened at each attempt of a delivery, in order. Throws `NotFound`. */
export function listAttempts(ctx: Ctx, { deliveryId }: DeliveryIdInput): Promise<AttemptDto[]> {
  authorize(ctx, "webhook.read");
  return inTenant(ctx, async (tx) => {
    await fetchDelivery(tx, ctx.tenantId, deliveryId);
    const rows = await tx
      .select({
        id: webhookAttempts.id,
        attempt: webhookAttempts.attempt,
        ok: webhookAttempts.ok,
        statusCode: webhookAttempts.statusCode,
        durationMs: webhookAttempts.durationMs,
        error: webhookAttempts.error,
        responseExcerpt: webhookAttempts.responseExcerpt,
        createdAt: webhookAttempts.createdAt,
      })
      .from(webhookAttempts)
      .where(
        and(eq(webhookAttempts.tenantId, ctx.tenantId), eq(webhookAttempts.deliveryId, deliveryId)),
      )
      .orderBy(asc(webhookAttempts.attempt))
      .limit(200);
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  });
}
