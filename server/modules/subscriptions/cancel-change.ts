import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { billPlanOf } from "./internal/billed-spans";
import { dropWaiting } from "./internal/changes";
import { fetchService, toServiceDto } from "./internal/service-row";
import { billingPolicy } from "./internal/billing-policy";
import { refreshPlain } from "./refresh-plain";
import { billDays } from "./rules/bill-days";
import type { CancelChangeInput, ServiceDto } from "./schema";

/**
 * Gives up a change that waits for its day: the plan stays, the service does not end. A pause's end cannot be given up,
 * only moved (resume, pause anew). Throws `NotFound`, `Conflict` when it no longer waits.
 */
export function cancelChange(ctx: Ctx, { changeId }: CancelChangeInput): Promise<ServiceDto> {
  authorize(ctx, "service.manage");
  const how = { permission: "service.manage", lock: true } as const;
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{
      serviceId: string;
      kind: "plan" | "terminate";
      status: string;
    }>(sql`
      select service_id as "serviceId", kind, status from service_changes
      where tenant_id = ${ctx.tenantId} and id = ${changeId} and kind in ('plan', 'terminate')`);
    const change = rows[0];
    if (!change) throw new NotFound("serviceChange");
    const row = await fetchService(ctx, tx, change.serviceId, how);
    if (change.status !== "waiting" || (await dropWaiting(ctx, tx, row.id, [change.kind])) === 0)
      throw new Conflict("change_not_waiting");
    if (change.kind === "terminate") {
      const plan = billPlanOf({ ...row, endsOn: null }, await billingPolicy(ctx, tx));
      const { nextBillOn } = billDays(row.nextPeriodOn, plan);
      await tx.execute(sql`update services set ends_on = null, termination_reason = '', next_bill_on = ${nextBillOn}::date
        where tenant_id = ${ctx.tenantId} and id = ${row.id}`);
    }
    await refreshPlain(ctx, tx, [row.id]);
    return toServiceDto(await fetchService(ctx, tx, row.id, how));
  });
}
