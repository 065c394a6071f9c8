import { and, eq } from "drizzle-orm";
import { cashShifts } from "@/db/schema/by-hand";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockShift } from "./internal/shift-row";
import { readShift } from "./read-shift";
import { shiftMachine } from "./rules/shift-machine";
import type { ReturnShiftInput, ShiftDetailDto } from "./schema";

/** Gives a count back to be made again, with the reason. Throws `NotFound`, `IllegalTransition`. */
export function returnShift(
  ctx: Ctx,
  { shiftId, reason }: ReturnShiftInput,
): Promise<ShiftDetailDto> {
  authorize(ctx, "cash.supervise");
  return inTenant(ctx, async (tx) => {
    const shift = await lockShift(ctx, tx, shiftId);
    const status = transition("cashShift", shiftMachine, shift.status, "return");
    await tx
      .update(cashShifts)
      .set({ status, decisionNote: reason })
      .where(and(eq(cashShifts.tenantId, ctx.tenantId), eq(cashShifts.id, shiftId)));
    record(ctx, "cashShift.returned", {
      entity: { type: "cashShift", id: shiftId },
      payload: { reason },
    });
    return readShift(ctx, tx, shiftId);
  });
}
