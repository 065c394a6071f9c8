import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { cashMovements, cashShifts } from "@/db/schema/by-hand";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { insertMovement } from "./internal/insert-movement";
import { ownMembership } from "./internal/own-membership";
import { sumsOf } from "./internal/shift-row";
import { readShift } from "./read-shift";
import type { MoveCashInput, ShiftDetailDto } from "./schema";

/**
 * Cash that leaves one's till (to the bank, for an expense) or is added to it, with the reason. Asked twice with the same
 * key it moved once. Throws `Conflict` cash_no_shift, cash_beyond_till (more than lies there), cash_key_reused (the key
 * stands for another move).
 */
export function moveCash(ctx: Ctx, input: MoveCashInput): Promise<ShiftDetailDto> {
  const { kind, currency, amountMinor, reason, key } = input;
  authorize(ctx, "cash.keep");
  const membershipId = ownMembership(ctx);
  return inTenant(ctx, async (tx) => {
    const [shift] = await tx
      .select({ id: cashShifts.id })
      .from(cashShifts)
      .where(
        and(
          eq(cashShifts.tenantId, ctx.tenantId),
          eq(cashShifts.membershipId, membershipId),
          eq(cashShifts.status, "open"),
        ),
      )
      .for("update");
    if (!shift) throw new Conflict("cash_no_shift");
    const signed = kind === "withdrawal" ? 0 - amountMinor : amountMinor;
    const move = { kind, currency, amountMinor: signed, key: `${membershipId}:${key}` };
    if (!(await insertMovement(ctx, tx, { ...move, shiftId: shift.id, reason }))) {
      await needSame(ctx, tx, move);
      return readShift(ctx, tx, shift.id);
    }
    const sums = await sumsOf(ctx, tx, shift.id);
    if ((sums.find((sum) => sum.currency === currency)?.expectedMinor ?? 0) < 0)
      throw new Conflict("cash_beyond_till");
    record(ctx, "cashShift.moved", {
      entity: { type: "cashShift", id: shift.id },
      payload: { kind, currency, amountMinor: signed, reason },
    });
    return readShift(ctx, tx, shift.id);
  });
}

type Move = Pick<typeof cashMovements.$inferSelect, "kind" | "currency" | "amountMinor" | "key">;

async function needSame(ctx: Ctx, tx: Tx, { key, ...move }: Move): Promise<void> {
  const [row] = await tx
    .select({
      kind: cashMovements.kind,
      currency: cashMovements.currency,
      amountMinor: cashMovements.amountMinor,
    })
    .from(cashMovements)
    .where(and(eq(cashMovements.tenantId, ctx.tenantId), eq(cashMovements.key, key)));
  const { kind, currency, amountMinor } = move;
  if (row?.kind !== kind || row.currency !== currency || row.amountMinor !== amountMinor)
    throw new Conflict("cash_key_reused");
}
