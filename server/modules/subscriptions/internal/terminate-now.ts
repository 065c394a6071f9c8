import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Day } from "@/server/kernel/day";
import { decimal, toMajor, toMinor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { addCharges } from "../add-charges";
import { earlyTerminationFee } from "../rules/plan-change";
import { creditUnused } from "./credit-unused";
import { endService } from "./end-service";
import type { ServiceRow } from "./service-row";
import { planOf, priceFor } from "./write-plan";

export type Ending = { onDay: Day; reason: string; waiveFee: boolean; creditUnused: boolean };

/** Ends a service on its day: what leaving early costs, what was billed beyond it given back, and then it is gone. */
export async function terminateNow(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  ending: Ending,
): Promise<void> {
  const { onDay, reason } = ending;
  if (!ending.waiveFee) await chargeFee(ctx, tx, row, onDay);
  if (ending.creditUnused)
    await creditUnused(ctx, tx, row, {
      ...{ from: onDay, to: null, formula: "termination", key: `end:${row.id}` },
    });
  await endService(ctx, tx, row.id, { event: "terminate", onDay, reason });
  record(ctx, "service.terminated", {
    entity: { type: "service", id: row.id },
    payload: { number: row.number, customerId: row.customerId, onDay, reason },
  });
}

async function chargeFee(ctx: Ctx, tx: Tx, row: ServiceRow, onDay: Day): Promise<void> {
  const plan = await planOf(ctx, tx, row.itemId, { sold: false });
  if (plan.earlyTerminationPercent === null || row.commitmentEndsOn === null) return;
  const price = await priceFor(ctx, tx, { ...row, day: onDay });
  const { months, amountMinor } = earlyTerminationFee({
    ...{ onDay, commitmentEndsOn: row.commitmentEndsOn, percent: plan.earlyTerminationPercent },
    wholeMinor: toMinor(decimal(price.amount).times(row.quantity), row.currency),
    intervalMonths: row.intervalMonths,
  });
  if (amountMinor === 0) return;
  const percent = decimal(plan.earlyTerminationPercent).toString();
  await addCharges(ctx, tx, [
    {
      ...{ customerId: row.customerId, serviceId: row.id, kind: "earlyTermination" },
      ...{ description: plan.name, amount: toMajor(amountMinor, row.currency) },
      ...{ currency: row.currency, taxClassId: plan.taxClassId, taxIncluded: price.taxIncluded },
      ...{ businessUnitId: row.businessUnitId, startsOn: onDay, dedupeKey: `early:${row.id}` },
      explanation: { formula: "earlyTermination", months, percent, until: row.commitmentEndsOn },
    },
  ]);
}
