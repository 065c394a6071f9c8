import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/audit";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema/hub";
import { eventColumns } from "@/server/events/read-events";
import type { Ctx } from "@/server/tenancy/context";
import type { Message } from "../send-message";
import { webhookBody } from "../webhook-body";
import { liveSecrets } from "./endpoint-secrets";
import { tenantOrigin } from "./tenant-origin";

/**
 * What this attempt sends; undefined when there is nothing to do: the attempt was made before, the delivery is over,
 * or the endpoint is not active (then it waits, or was given up when the endpoint was).
 */
export async function loadMessage(
  ctx: Ctx,
  tx: Tx,
  deliveryId: string,
  attempt: number,
): Promise<Message | undefined> {
  const { tenantId } = ctx;
  const [row] = await tx
    .select({
      endpointId: webhookEndpoints.id,
      url: webhookEndpoints.url,
      endpointStatus: webhookEndpoints.status,
      messageId: webhookDeliveries.messageId,
      status: webhookDeliveries.status,
      attempts: webhookDeliveries.attempts,
      roundAttempts: webhookDeliveries.roundAttempts,
      event: eventColumns,
    })
    .from(webhookDeliveries)
    .innerJoin(
      webhookEndpoints,
      and(
        eq(webhookEndpoints.tenantId, webhookDeliveries.tenantId),
        eq(webhookEndpoints.id, webhookDeliveries.endpointId),
      ),
    )
    .innerJoin(
      events,
      and(
        eq(events.tenantId, webhookDeliveries.tenantId),
        eq(events.id, webhookDeliveries.eventId),
      ),
    )
    .where(and(eq(webhookDeliveries.tenantId, tenantId), eq(webhookDeliveries.id, deliveryId)));
  if (!row || row.status !== "pending" || row.attempts !== attempt - 1) return undefined;
  if (row.endpointStatus !== "active") return undefined;
  return {
    deliveryId,
    endpointId: row.endpointId,
    url: row.url,
    messageId: row.messageId,
    attempt,
    roundAttempt: row.roundAttempts + 1,
    body: webhookBody(row.event, await tenantOrigin(tx, tenantId)),
    secrets: await liveSecrets(tx, tenantId, row.endpointId, new Date()),
  };
}
