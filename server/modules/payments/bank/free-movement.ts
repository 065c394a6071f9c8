import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";

/** The payment that a movement was is taken back: the movement waits again. In the open transaction; the caller holds the payment. */
export async function freeMovement(ctx: Ctx, tx: Tx, paymentId: string): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    update bank_movements set status = 'waiting', undone = undone + 1, confidence = 'none', reasons = '[]',
      payment_id = null, proof_id = null, decided_by_membership_id = null, decided_at = null
    where tenant_id = ${ctx.tenantId} and payment_id = ${paymentId} and status in ('matched', 'linked')
    returning id`);
  for (const { id } of rows)
    record(ctx, "bankMovement.freed", {
      entity: { type: "bankMovement", id },
      payload: { paymentId },
    });
}
