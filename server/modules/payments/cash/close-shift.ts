import { and, eq } from "drizzle-orm";
import { cashShifts } from "@/db/schema/by-hand";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownMembership } from "./internal/own-membership";
import { lockShift, sumsOf } from "./internal/shift-row";
import { readShift } from "./read-shift";
import { countCash, differenceOf } from "./rules/count-cash";
import { shiftMachine } from "./rules/shift-machine";
import { type CloseShiftInput, closeShiftInput, type ShiftDetailDto } from "./schema";

/**
 * Ends one's shift with a count, or counts again what came back. What differs is kept and goes into the books once it is
 * approved. Throws `NotFound`, `Conflict` cash_not_own (somebody else's), `IllegalTransition`, `Invalid` (a currency not counted).
 */
export function closeShift(ctx: Ctx, given: CloseShiftInput): Promise<ShiftDetailDto> {
  const { shiftId, counts: counted, note } = closeShiftInput.parse(given);
  authorize(ctx, "cash.keep");
  const membershipId = ownMembership(ctx);
  return inTenant(ctx, async (tx) => {
    const shift = await lockShift(ctx, tx, shiftId);
    if (shift.membershipId !== membershipId) throw new Conflict("cash_not_own");
    const status = transition("cashShift", shiftMachine, shift.status, "close");
    const counts = countCash(await sumsOf(ctx, tx, shiftId), counted);
    const { data } = await readSettings(ctx, tx, "receiving");
    const closedAt = shift.closedAt ?? ctx.now;
    await tx
      .update(cashShifts)
      .set({ status, counts, note, blind: data.blindCount, closedAt })
      .where(and(eq(cashShifts.tenantId, ctx.tenantId), eq(cashShifts.id, shiftId)));
    record(ctx, "cashShift.closed", {
      entity: { type: "cashShift", id: shiftId },
      payload: {
        differences: counts
          .map((count) => ({ currency: count.currency, differenceMinor: differenceOf(count) }))
          .filter(({ differenceMinor }) => differenceMinor !== 0),
      },
    });
    return readShift(ctx, tx, shiftId);
  });
}
