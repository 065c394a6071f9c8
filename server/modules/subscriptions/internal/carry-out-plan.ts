import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { toMajor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { addCharges, cancelCharges } from "../add-charges";
import { refreshPlain } from "../refresh-plain";
import { applyPlan, writeTerm } from "./apply-plan";
import { dropWaiting, writeChange } from "./changes";
import type { PlannedChange } from "./plan-change";
import type { ServiceRow } from "./service-row";

/** Does what was planned to a service whose row is locked; a change that waited gives way. */
export async function carryOut(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  planned: PlannedChange,
): Promise<void> {
  await dropWaiting(ctx, tx, row.id, ["plan"]);
  if (planned.when === "now") await changeNow(ctx, tx, row, planned);
  else await changeLater(ctx, tx, row, planned);
}

const detailOf = ({ when, from, to }: PlannedChange) => ({
  ...{ when, itemId: to.itemId, quantity: to.quantity, ownPrice: to.ownPrice },
  from: { itemId: from.itemId, quantity: from.quantity, ownPrice: from.ownPrice },
});

async function changeNow(ctx: Ctx, tx: Tx, row: ServiceRow, planned: PlannedChange): Promise<void> {
  const { onDay, from, to, replaces } = planned;
  if (replaces) {
    await cancelCharges(ctx, tx, replaces.chargeIds);
    await tx.execute(sql`update service_changes set status = 'cancelled'
      where tenant_id = ${ctx.tenantId} and id = ${replaces.changeId}`);
  }
  await writeTerm(ctx, tx, row.id, onDay, to);
  const change = { serviceId: row.id, kind: "plan", onDay, status: "done" } as const;
  const changeId = await writeChange(ctx, tx, { ...change, detail: detailOf(planned) });
  await addCharges(
    ctx,
    tx,
    planned.parts.map((part, place) => ({
      ...{ customerId: row.customerId, serviceId: row.id, kind: "planChange" as const },
      description: part.itemName,
      ...{ amount: toMajor(part.amountMinor, row.currency), currency: row.currency },
      taxClassId: (part.kind === "credit" ? from : to).plan.taxClassId,
      ...{ taxIncluded: planned.taxIncluded, businessUnitId: row.businessUnitId, startsOn: onDay },
      dedupeKey: `plan:${changeId}:${place}`,
      explanation: { formula: "planChange", changeId, ...part },
    })),
  );
  await applyPlan(ctx, tx, row, { plan: to.plan, onDay, when: "now", fromItemId: from.itemId });
}

/** The term stands from its day on at once, so that a run that bills ahead bills the new plan. */
async function changeLater(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  planned: PlannedChange,
): Promise<void> {
  const { onDay, to } = planned;
  await writeTerm(ctx, tx, row.id, onDay, to);
  const change = { serviceId: row.id, kind: "plan", onDay, status: "waiting" } as const;
  await writeChange(ctx, tx, { ...change, detail: detailOf(planned) });
  await refreshPlain(ctx, tx, [row.id]);
}
