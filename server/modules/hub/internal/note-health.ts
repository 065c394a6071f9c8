import { and, eq, isNotNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookEndpoints } from "@/db/schema/hub";
import type { Ctx } from "@/server/tenancy/context";
import { mustDisable } from "../rules/delivery-rules";
import { disableEndpoint } from "./disable-endpoint";

/** The endpoint took a message: whatever failed before is over. Writes only when it was failing. */
export async function noteSuccess(ctx: Ctx, tx: Tx, endpointId: string): Promise<void> {
  await tx
    .update(webhookEndpoints)
    .set({ failingSince: null })
    .where(and(endpointOf(ctx, endpointId), isNotNull(webhookEndpoints.failingSince)));
}

/** The endpoint failed; switches it off when that has lasted for too long. Returns whether it did. */
export async function noteFailure(
  ctx: Ctx,
  tx: Tx,
  endpointId: string,
  roundIsOver: boolean,
): Promise<boolean> {
  const [row] = await tx
    .select({ failingSince: webhookEndpoints.failingSince, status: webhookEndpoints.status })
    .from(webhookEndpoints)
    .where(endpointOf(ctx, endpointId))
    .for("update");
  if (!row || row.status === "disabled") return true;
  const now = new Date();
  if (row.failingSince) {
    if (!mustDisable(row.failingSince, now, roundIsOver)) return false;
    return disableEndpoint(ctx, tx, endpointId, "failing");
  }
  await tx.update(webhookEndpoints).set({ failingSince: now }).where(endpointOf(ctx, endpointId));
  return false;
}

const endpointOf = (ctx: Ctx, endpointId: string) =>
  and(eq(webhookEndpoints.tenantId, ctx.tenantId), eq(webhookEndpoints.id, endpointId));
