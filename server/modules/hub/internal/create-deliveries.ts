import type { Tx } from "@/db/client";
import { webhookDeliveries } from "@/db/schema/hub";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { askForAttempt } from "./restart-deliveries";

/** An event on its way to an endpoint. */
export type NewDelivery = {
  endpoint: { id: string; status: "active" | "paused" | "disabled" };
  event: { id: string; name: string };
};

/** Writes deliveries and asks for their first attempts; to a paused endpoint they wait for its resumption. */
export async function createDeliveries(
  ctx: Ctx,
  tx: Tx,
  wanted: readonly NewDelivery[],
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const rows = wanted.map(({ endpoint, event }) => ({
    id: newId(),
    tenantId: ctx.tenantId,
    endpointId: endpoint.id,
    eventId: event.id,
    // Standard Webhooks: no dots; the same for every endpoint and attempt, so that it is the idempotency key.
    messageId: `msg_${event.id}`,
    eventName: event.name,
    nextAttemptAt: endpoint.status === "active" ? ctx.now : null,
    createdAt: ctx.now,
  }));
  const written = await tx
    .insert(webhookDeliveries)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: webhookDeliveries.id, nextAttemptAt: webhookDeliveries.nextAttemptAt });
  for (const { id, nextAttemptAt } of written)
    if (nextAttemptAt) askForAttempt(ctx, { id, attempts: 0 });
  return written.map(({ id }) => id);
}
