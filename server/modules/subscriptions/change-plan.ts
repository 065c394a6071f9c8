import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { carryOut } from "./internal/carry-out-plan";
import { planChange, toPreview } from "./internal/plan-change";
import { fetchService, toServiceDto } from "./internal/service-row";
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
    await carryOut(ctx, tx, row, await planChange(ctx, tx, row, wish));
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
}
