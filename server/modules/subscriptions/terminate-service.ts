import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { addDays } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { billPlanOf } from "./internal/billed-spans";
import { dropWaiting, writeChange } from "./internal/changes";
import { fetchService, type ServiceRow, toServiceDto } from "./internal/service-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { billingPolicy } from "./internal/billing-policy";
import { terminateNow } from "./internal/terminate-now";
import { refreshPlain } from "./refresh-plain";
import { billDays } from "./rules/bill-days";
import { serviceMachine } from "./rules/service-machine";
import { terminateServiceInput, type TerminateServiceInput, type ServiceDto } from "./schema";
import type { Tx } from "@/db/client";

/**
 * Ends a service, today or on a day to come (absent: after the tenant's notice). Until then it runs and is billed up to
 * that day. Throws `NotFound`, `IllegalTransition`, `Invalid` for a day that is past.
 */
export function terminateService(ctx: Ctx, given: TerminateServiceInput): Promise<ServiceDto> {
  const { serviceId, ...input } = terminateServiceInput.parse(given);
  authorize(ctx, "service.manage");
  const how = { permission: "service.manage", lock: true } as const;
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, how);
    transition("service", serviceMachine, row.state, "terminate");
    const { today } = await tenantFacts(ctx, tx);
    const notice = (await readSettings(ctx, tx, "subscriptions")).data.noticeDays;
    const onDay = input.onDay ?? addDays(today, notice);
    if (onDay < today) throw new Invalid("day_past", {}, { fields: { onDay: "day_past" } });
    const { reason, waiveFee, creditUnused } = input;
    await dropWaiting(ctx, tx, serviceId, ["terminate"]);
    const ending = { onDay, reason, waiveFee, creditUnused };
    if (onDay === today) await terminateNow(ctx, tx, row, ending);
    else await announce(ctx, tx, row, ending);
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
}

/** Billing stops at that day from now on; the end itself comes with it. */
async function announce(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  ending: Parameters<typeof terminateNow>[3],
): Promise<void> {
  const plan = billPlanOf({ ...row, endsOn: ending.onDay }, await billingPolicy(ctx, tx));
  const next = billDays(row.nextPeriodOn, plan);
  await tx.execute(sql`update services set ends_on = ${ending.onDay}::date, termination_reason = ${ending.reason},
    next_bill_on = ${next.nextBillOn}::date, updated_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`);
  const change = { serviceId: row.id, kind: "terminate", onDay: ending.onDay } as const;
  await writeChange(ctx, tx, { ...change, status: "waiting", detail: ending });
  await refreshPlain(ctx, tx, [row.id]);
}
