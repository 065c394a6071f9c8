import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { billPlanOf } from "./internal/billed-spans";
import { writeChange } from "./internal/changes";
import { fetchService, toServiceDto } from "./internal/service-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { billingPolicy } from "./internal/billing-policy";
import { refreshPlain } from "./refresh-plain";
import { billDays } from "./rules/bill-days";
import { isEnded } from "./rules/service-machine";
import { changeBillDayInput, type ChangeBillDayInput, type ServiceDto } from "./schema";

/**
 * Moves the day on which periods begin. What is billed stays; the next period is the odd one that catches up to the new
 * day, charged by its days. Throws `NotFound`, `Conflict` for an ended service.
 */
export function changeBillDay(ctx: Ctx, given: ChangeBillDayInput): Promise<ServiceDto> {
  const { serviceId, anchorDay } = changeBillDayInput.parse(given);
  authorize(ctx, "service.manage");
  const how = { permission: "service.manage", lock: true } as const;
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, how);
    if (isEnded(row.state)) throw new Conflict("service_ended");
    if (row.anchorDay === anchorDay) return toServiceDto(row);
    const { today } = await tenantFacts(ctx, tx);
    const plan = billPlanOf({ ...row, anchorDay }, await billingPolicy(ctx, tx));
    const { nextBillOn } = billDays(row.nextPeriodOn, plan);
    await tx.execute(sql`update services set anchor_day = ${anchorDay}, next_bill_on = ${nextBillOn}::date,
      version = version + 1, updated_at = ${ctx.now.toISOString()}::timestamptz
      where tenant_id = ${ctx.tenantId} and id = ${serviceId}`);
    const [before, after] = [{ anchorDay: row.anchorDay }, { anchorDay }];
    const done = { serviceId, kind: "billDay", onDay: today, status: "done" } as const;
    await writeChange(ctx, tx, { ...done, detail: { before, after } });
    record(ctx, "service.updated", {
      entity: { type: "service", id: serviceId },
      payload: { before, after },
    });
    await refreshPlain(ctx, tx, [serviceId]);
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
}
