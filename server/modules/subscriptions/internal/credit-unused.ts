import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import { decimal, toMajor, toMinor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { addCharges } from "../add-charges";
import { creditParts } from "../rules/plan-change";
import { billedSpans, billPlanOf } from "./billed-spans";
import type { ServiceRow } from "./service-row";
import { billingPolicy } from "./billing-policy";
import { planOf, priceFor } from "./write-plan";

/**
 * Gives back the share of days `[from, to)` that were billed and not used, as charges of their period's tax; once a key.
 * `before`: only what was claimed before that instant (later runs left the days out by themselves).
 */
export async function creditUnused(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  of: { from: Day; to: Day | null; before?: Date; formula: "pause" | "termination"; key: string },
): Promise<void> {
  const policy = await billingPolicy(ctx, tx);
  const plan = billPlanOf(row, policy);
  const spans = await billedSpans(ctx, tx, row, {
    ...{ day: of.from, plan },
    ...(of.before && { before: of.before }),
  });
  if (spans.length === 0) return;
  const item = await planOf(ctx, tx, row.itemId, { sold: false });
  const price = await priceFor(ctx, tx, { ...row, day: spans[0]?.start ?? of.from });
  const costs = {
    itemName: item.name,
    wholeMinor: toMinor(decimal(price.amount).times(row.quantity), row.currency),
  };
  const parts = creditParts(spans, {
    from: of.from,
    to: of.to,
    costs,
    basis: policy.prorationBasis,
  });
  await addCharges(
    ctx,
    tx,
    parts.map((part, place) => ({
      ...{ customerId: row.customerId, serviceId: row.id, kind: "planChange" as const },
      ...{ description: item.name, amount: toMajor(part.amountMinor, row.currency) },
      ...{ currency: row.currency, taxClassId: item.taxClassId, taxIncluded: price.taxIncluded },
      ...{ businessUnitId: row.businessUnitId, startsOn: of.from },
      dedupeKey: `${of.key}:${place}`,
      explanation: { formula: of.formula, ...part },
    })),
  );
}
