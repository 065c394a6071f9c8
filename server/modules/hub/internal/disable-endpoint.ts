import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookDeliveries } from "@/db/schema/hub";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { changeEndpoint, lockEndpoint } from "./endpoint-row";

/** Switches a dead endpoint off and gives up what waited for it (to be replayed by choice). Returns true. */
export async function disableEndpoint(
  ctx: Ctx,
  tx: Tx,
  endpointId: string,
  reason: "gone" | "failing",
): Promise<true> {
  const { failingSince, status } = await lockEndpoint(tx, ctx.tenantId, endpointId);
  if (status === "disabled") return true;
  await changeEndpoint(tx, ctx.tenantId, endpointId, {
    status: "disabled",
    disabledReason: reason,
  });
  await tx
    .update(webhookDeliveries)
    .set({ status: "failed", nextAttemptAt: null })
    .where(
      and(
        eq(webhookDeliveries.tenantId, ctx.tenantId),
        eq(webhookDeliveries.endpointId, endpointId),
        eq(webhookDeliveries.status, "pending"),
      ),
    );
  record(ctx, "webhook.endpoint.disabled", {
    entity: { type: "webhookEndpoint", id: endpointId },
    payload: { reason, failingSince: failingSince?.toISOString() ?? null },
  });
  return true;
}
