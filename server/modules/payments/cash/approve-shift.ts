import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type CashCount, cashShifts } from "@/db/schema/by-hand";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Forbidden } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import { fxOn } from "@/server/modules/billing/fx-on";
import { postEntries } from "@/server/modules/billing/post-entry";
import { toBase } from "@/server/modules/billing/rules/documents/base-amount";
import type { Leg } from "@/server/modules/billing/rules/documents/legs";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockShift } from "./internal/shift-row";
import { readShift } from "./read-shift";
import { differenceOf } from "./rules/count-cash";
import { shiftMachine } from "./rules/shift-machine";
import { type ApproveShiftInput, approveShiftInput, type ShiftDetailDto } from "./schema";

/**
 * A supervisor takes the count as it is; what lacks or is too much goes into the books. Asked twice it is approved once.
 * Throws `NotFound`, `IllegalTransition`, `Forbidden` cash_own_shift (nobody approves their own but the owner).
 */
export function approveShift(ctx: Ctx, given: ApproveShiftInput): Promise<ShiftDetailDto> {
  const { shiftId, note } = approveShiftInput.parse(given);
  authorize(ctx, "cash.supervise");
  return inTenant(ctx, async (tx) => {
    const shift = await lockShift(ctx, tx, shiftId);
    const { actor } = ctx;
    if (actor.kind !== "user") throw new Forbidden("cash_people_only");
    if (actor.membershipId === shift.membershipId && actor.role !== "owner")
      throw new Forbidden("cash_own_shift");
    if (shift.status === "approved") return readShift(ctx, tx, shiftId);
    const status = transition("cashShift", shiftMachine, shift.status, "approve");
    await tx
      .update(cashShifts)
      .set({
        ...{ status, decisionNote: note, decidedAt: ctx.now },
        decidedByMembershipId: actor.membershipId,
      })
      .where(and(eq(cashShifts.tenantId, ctx.tenantId), eq(cashShifts.id, shiftId)));
    await postDifferences(ctx, tx, shiftId, shift.counts);
    record(ctx, "cashShift.approved", { entity: { type: "cashShift", id: shiftId }, payload: {} });
    return readShift(ctx, tx, shiftId);
  });
}

/** One entry for the shift: cash as it was counted, against what differs. */
async function postDifferences(
  ctx: Ctx,
  tx: Tx,
  shiftId: string,
  counts: readonly CashCount[],
): Promise<void> {
  const { today: onDay } = await tenantFacts(ctx, tx);
  const legs: Leg[] = [];
  for (const count of counts) {
    const amountMinor = differenceOf(count);
    if (amountMinor === 0) continue;
    const { currency } = count;
    const baseMinor = toBase(amountMinor, await fxOn(ctx, tx, currency, onDay));
    legs.push(
      { account: "cash", customerId: null, currency, amountMinor, baseMinor },
      {
        ...{ account: "cashDifference", customerId: null, currency },
        ...{ amountMinor: 0 - amountMinor, baseMinor: 0 - baseMinor },
      },
    );
  }
  if (legs.length === 0) return;
  const source = { kind: "cashDifference", sourceType: "cashShift", sourceId: shiftId };
  await postEntries(ctx, tx, [{ ...source, onDay, legs }]);
}
