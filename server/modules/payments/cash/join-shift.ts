import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { cashShifts } from "@/db/schema/by-hand";
import { Conflict } from "@/server/kernel/errors";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { insertMovement } from "./internal/insert-movement";

/** Cash that changes hands; minor units, above zero: it comes in. */
export type CashMove = {
  kind: "payment" | "refund";
  key: string;
  currency: string;
  amountMinor: number;
  paymentId: string | null;
  reason?: string;
};

/**
 * Puts cash into the open shift of who took or gave it, in the open transaction. Without a shift it is in nobody's till,
 * unless the company wants one for all cash: then `Conflict` cash_shift_required.
 */
export async function joinShift(ctx: Ctx, tx: Tx, move: CashMove): Promise<void> {
  const shiftId = await openShiftOf(ctx, tx);
  if (shiftId) {
    await insertMovement(ctx, tx, { ...move, shiftId, reason: move.reason ?? "" });
    return;
  }
  const { data } = await readSettings(ctx, tx, "receiving");
  if (data.cashNeedsShift) throw new Conflict("cash_shift_required");
}

/** A payment that never was leaves the shift that took it, until that is counted (again); what was counted stays counted. */
export async function leaveShift(
  ctx: Ctx,
  tx: Tx,
  payment: { id: string; currency: string; amountMinor: number },
  reason: string,
): Promise<void> {
  const { rows } = await tx.execute<{ shiftId: string }>(sql`
    select s.id as "shiftId" from cash_movements m join cash_shifts s on s.tenant_id = m.tenant_id and s.id = m.shift_id
    where m.tenant_id = ${ctx.tenantId} and m.payment_id = ${payment.id} and m.kind = 'payment' and s.status in ('open', 'returned')
    for share of s`);
  const [row] = rows;
  if (!row) return;
  await insertMovement(ctx, tx, {
    ...{ shiftId: row.shiftId, kind: "bounce", key: `bounce:${payment.id}`, reason },
    ...{ currency: payment.currency, amountMinor: 0 - payment.amountMinor },
    paymentId: payment.id,
  });
}

/** Shared: payments of one person do not wait for each other, and the count waits for them all. */
async function openShiftOf(ctx: Ctx, tx: Tx): Promise<string | undefined> {
  const { actor } = ctx;
  if (actor.kind !== "user") return undefined;
  const [row] = await tx
    .select({ id: cashShifts.id })
    .from(cashShifts)
    .where(
      and(
        eq(cashShifts.tenantId, ctx.tenantId),
        eq(cashShifts.membershipId, actor.membershipId),
        eq(cashShifts.status, "open"),
      ),
    )
    .for("share");
  return row?.id;
}
