import { and, desc, eq, lt } from "drizzle-orm";
import { webhookDeliveries } from "@/db/schema/hub";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { toPage } from "@/server/kernel/to-page";
import { inTenant } from "@/server/tenancy/in-tenant";
import { deliveryColumns, toDeliveryDto } from "./internal/delivery-row";
import type { DeliveryPage, ListDeliveriesInput } from "./schema";

/** An endpoint's deliveries, newest first. */
export function listDeliveries(ctx: Ctx, input: ListDeliveriesInput): Promise<DeliveryPage> {
  authorize(ctx, "webhook.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select(deliveryColumns)
      .from(webhookDeliveries)
      .where(
        and(
          eq(webhookDeliveries.tenantId, ctx.tenantId),
          eq(webhookDeliveries.endpointId, input.endpointId),
          input.status && eq(webhookDeliveries.status, input.status),
          input.cursor ? lt(webhookDeliveries.id, input.cursor) : undefined,
        ),
      )
      .orderBy(desc(webhookDeliveries.id))
      .limit(input.limit + 1);
    return toPage(rows.map(toDeliveryDto), input.limit);
  });
}
