import { cashShifts } from "@/db/schema/by-hand";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { insertMovement } from "./internal/insert-movement";
import { ownMembership } from "./internal/own-membership";
import { readShift } from "./read-shift";
import { type OpenShiftInput, openShiftInput, type ShiftDetailDto } from "./schema";

/**
 * Begins to answer for cash, with a float. Throws `Conflict` cash_shift_open (one has one open, or somebody has the
 * register), `Invalid` cash_register_unknown.
 */
export function openShift(ctx: Ctx, given: OpenShiftInput): Promise<ShiftDetailDto> {
  const { register, floatMinor } = openShiftInput.parse(given);
  authorize(ctx, "cash.keep");
  const membershipId = ownMembership(ctx);
  return inTenant(ctx, async (tx) => {
    const { currency } = await tenantFacts(ctx, tx);
    const { data } = await readSettings(ctx, tx, "receiving");
    if (register && !data.registers.includes(register)) throw new Invalid("cash_register_unknown");
    const id = newId(ctx.now.getTime());
    const made = await tx
      .insert(cashShifts)
      .values({
        ...{ id, tenantId: ctx.tenantId, membershipId, register, status: "open" },
        ...{ openedAt: ctx.now, createdAt: ctx.now },
      })
      .onConflictDoNothing()
      .returning({ id: cashShifts.id });
    if (made.length === 0) throw new Conflict("cash_shift_open");
    await insertMovement(ctx, tx, {
      ...{ shiftId: id, kind: "float", currency, amountMinor: floatMinor, key: `float:${id}` },
    });
    record(ctx, "cashShift.opened", {
      entity: { type: "cashShift", id },
      payload: { register, currency, floatMinor },
    });
    return readShift(ctx, tx, id);
  });
}
