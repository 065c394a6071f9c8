import { closeShift } from "@/server/modules/payments/cash/close-shift";
import { countShifts } from "@/server/modules/payments/cash/count-shifts";
import { moveCash } from "@/server/modules/payments/cash/move-cash";
import { openShift } from "@/server/modules/payments/cash/open-shift";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** One shift of the owner's that was counted, a little short, and waits to be approved. */
export async function seedCash(owner: Ctx): Promise<void> {
  const { count } = await countShifts(owner, { filters: "", search: "", sort: "" });
  if (count > 0) return;
  const { currency } = await inTenant(owner, (tx) => tenantFacts(owner, tx));
  const { id: shiftId } = await openShift(owner, { floatMinor: 20_000 });
  await moveCash(owner, {
    ...{ kind: "addition", currency, amountMinor: 5_000, reason: "Sencillo para vuelto" },
    key: `seed-${shiftId}`,
  });
  const counts = [{ currency, countedMinor: 24_800 }];
  await closeShift(owner, { shiftId, counts, note: "Faltó vuelto" });
}
