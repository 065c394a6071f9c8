import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { Forbidden, Invalid } from "@/server/kernel/errors";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { carryOut } from "../internal/carry-out-plan";
import { planChange, toPreview } from "../internal/plan-change";
import type { ServiceRow } from "../internal/service-row";
import type { PlanChangePreview } from "../schema";
import { offersFor } from "./list-plan-offers";
import { askedPlan, waitingPlan } from "./own-actions";
import { ownService, selfService } from "./own-facts";
import type { OwnPlanInput } from "./schema";

/** What a change to an offered plan will cost and from when on, and why; changes nothing. Throws as `changeOwnPlan`. */
export function previewOwnPlan(
  ctx: Ctx,
  { serviceId, itemId }: OwnPlanInput,
): Promise<PlanChangePreview> {
  return inTenant(ctx, async (tx) => {
    const row = await ownService(ctx, tx, serviceId);
    await requireOffered(ctx, tx, row, itemId);
    return toPreview(row, await thought(ctx, tx, row, itemId));
  });
}

/**
 * A customer changes a service of theirs to an offered plan: at once, or when the period ends where it is cheaper; where the company wants to be
 * asked, staff are told and nothing changes yet. Asked twice it is one wish. Throws `Forbidden` where the company does
 * not let them, `NotFound`, `Invalid` beside `itemId` for a plan that is not offered.
 */
export function changeOwnPlan(ctx: Ctx, { serviceId, itemId }: OwnPlanInput): Promise<void> {
  return inTenant(ctx, async (tx) => {
    const row = await ownService(ctx, tx, serviceId, true);
    if (row.itemId === itemId) return;
    const offer = await requireOffered(ctx, tx, row, itemId);
    if (offer.mode === "request") return ask(ctx, tx, row, { itemId, name: offer.name });
    if ((await waitingPlan(ctx, tx, serviceId))?.itemId === itemId) return;
    await carryOut(ctx, tx, row, await thought(ctx, tx, row, itemId));
  });
}

const thought = (ctx: Ctx, tx: Tx, row: ServiceRow, itemId: string) =>
  planChange(ctx, tx, row, { itemId, when: "default", ownPrice: null });

async function requireOffered(ctx: Ctx, tx: Tx, row: ServiceRow, itemId: string) {
  const { planChange: mode } = await selfService(ctx, tx);
  if (mode === "off") throw new Forbidden("self_service_off");
  const offer = (await offersFor(ctx, tx, row)).find((one) => one.itemId === itemId);
  if (!offer) throw new Invalid("plan_unknown", {}, { fields: { itemId: "plan_unknown" } });
  return { mode, name: offer.name };
}

async function ask(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  { itemId, name }: { itemId: string; name: string },
): Promise<void> {
  if ((await askedPlan(ctx, tx, row.id))?.itemId === itemId) return;
  const { number, customerId, customerName } = row;
  record(ctx, "service.planChangeAsked", {
    entity: { type: "service", id: row.id },
    payload: { number, customerId, fromItemId: row.itemId, toItemId: itemId },
  });
  await notifyStaff(ctx, tx, {
    kind: "plan_change_asked",
    params: { name: customerName, plan: name },
    href: `/services/${row.id}`,
    permission: "service.manage",
    dedupeKey: `planChangeAsked:${row.id}:${itemId}:${ctx.now.toISOString().slice(0, 10)}`,
  });
}
