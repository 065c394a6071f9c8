import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { toMajor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { addCharges, cancelCharges } from "./add-charges";
import { applyPlan, writeTerm } from "./internal/apply-plan";
import { dropWaiting, writeChange } from "./internal/changes";
import { planChange, type PlannedChange, toPreview } from "./internal/plan-change";
import { fetchService, type ServiceRow, toServiceDto } from "./internal/service-row";
import { refreshPlain } from "./refresh-plain";
import {
  changePlanInput,
  type ChangePlanInput,
  type PlanChangePreview,
  type ServiceDto,
} from "./schema";

/** What changing the plan will cost, and why; changes nothing. Throws as `changePlan` does. */
export function previewPlanChange(ctx: Ctx, given: ChangePlanInput): Promise<PlanChangePreview> {
  const { serviceId, ...wish } = changePlanInput.parse(given);
  authorize(ctx, "service.manage");
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, { permission: "service.manage" });
    return toPreview(row, await planChange(ctx, tx, row, wish));
  });
}

/**
 * Changes the plan: now, with the share of the days that are billed already given back and charged anew, or when the
 * period ends. A second change of the same day replaces the first; a change that waited gives way. Throws `NotFound`,
 * `Conflict` for an ended service, `Invalid` for a plan that is not sold, has no price, or is billed in another rhythm.
 */
export function changePlan(ctx: Ctx, given: ChangePlanInput): Promise<ServiceDto> {
  const { serviceId, ...wish } = changePlanInput.parse(given);
  authorize(ctx, "service.manage");
  const how = { permission: "service.manage", lock: true } as const;
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, how);
    const planned = await planChange(ctx, tx, row, wish);
    await dropWaiting(ctx, tx, serviceId, ["plan"]);
    if (planned.when === "now") await changeNow(ctx, tx, row, planned);
    else await changeLater(ctx, tx, row, planned);
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
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
