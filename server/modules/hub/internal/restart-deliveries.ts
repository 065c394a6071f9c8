import { and, eq, gte } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookDeliveries } from "@/db/schema/hub";
import { enqueueAgain } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import { DELIVER_WEBHOOK } from "./deliver-webhook-name";

type Which = {
  endpointId: string;
  status?: "pending" | "failed";
  since?: Date;
  deliveryId?: string;
};

/** Begins a new round of attempts, now, for the deliveries that fit; the message ids stay. Returns how many. */
export async function restartDeliveries(ctx: Ctx, tx: Tx, which: Which): Promise<number> {
  const rows = await tx
    .update(webhookDeliveries)
    .set({ status: "pending", roundAttempts: 0, nextAttemptAt: ctx.now, deliveredAt: null })
    .where(
      and(
        eq(webhookDeliveries.tenantId, ctx.tenantId),
        eq(webhookDeliveries.endpointId, which.endpointId),
        which.status && eq(webhookDeliveries.status, which.status),
        which.since && gte(webhookDeliveries.createdAt, which.since),
        which.deliveryId ? eq(webhookDeliveries.id, which.deliveryId) : undefined,
      ),
    )
    .returning({ id: webhookDeliveries.id, attempts: webhookDeliveries.attempts });
  for (const { id, attempts } of rows) askForAttempt(ctx, { id, attempts });
  return rows.length;
}

/** Asks for the attempt that follows `attempts`; asked twice, the second finds it done. */
export function askForAttempt(
  ctx: Ctx,
  { id, attempts }: { id: string; attempts: number },
  runAt?: Date,
): void {
  enqueueAgain(ctx, {
    name: DELIVER_WEBHOOK,
    payload: { deliveryId: id, attempt: attempts + 1 },
    options: { key: `${id}.${attempts + 1}`, runAt },
  });
}
