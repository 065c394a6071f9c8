import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookDeliveries } from "@/db/schema/hub";
import { NotFound } from "@/server/kernel/errors";
import type { DeliveryDto } from "../schema";

export const deliveryColumns = {
  id: webhookDeliveries.id,
  endpointId: webhookDeliveries.endpointId,
  eventId: webhookDeliveries.eventId,
  messageId: webhookDeliveries.messageId,
  eventName: webhookDeliveries.eventName,
  status: webhookDeliveries.status,
  attempts: webhookDeliveries.attempts,
  nextAttemptAt: webhookDeliveries.nextAttemptAt,
  deliveredAt: webhookDeliveries.deliveredAt,
  createdAt: webhookDeliveries.createdAt,
};

export type DeliveryRow = Omit<DeliveryDto, "nextAttemptAt" | "deliveredAt" | "createdAt"> & {
  nextAttemptAt: Date | null;
  deliveredAt: Date | null;
  createdAt: Date;
};

/** One delivery of the tenant; throws `NotFound`. */
export async function fetchDelivery(tx: Tx, tenantId: string, id: string): Promise<DeliveryRow> {
  const [row] = await tx
    .select(deliveryColumns)
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.tenantId, tenantId), eq(webhookDeliveries.id, id)));
  if (!row) throw new NotFound("webhookDelivery");
  return row;
}

export const toDeliveryDto = (row: DeliveryRow): DeliveryDto => ({
  ...row,
  nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
