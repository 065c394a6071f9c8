import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { Invalid } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { beginService } from "./internal/begin-service";
import { fetchService, toServiceDto } from "./internal/service-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { serviceMachine } from "./rules/service-machine";
import { activateServiceInput, type ActivateServiceInput, type ServiceDto } from "./schema";

/**
 * What a service waited for has come: its installation, then its first payment where that is asked for; after the last
 * it begins. `override` begins it whatever is missing. Throws `NotFound`, `IllegalTransition`, `Invalid` for a day too
 * far off.
 */
export function activateService(ctx: Ctx, given: ActivateServiceInput): Promise<ServiceDto> {
  const { serviceId, startsOn, override } = activateServiceInput.parse(given);
  authorize(ctx, "service.manage");
  const how = { permission: "service.manage", lock: true } as const;
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, how);
    const { today } = await tenantFacts(ctx, tx);
    if (startsOn && startsOn > `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`)
      throw new Invalid("day_too_far", {}, { fields: { startsOn: "day_too_far" } });
    const unpaid = row.state === "pendingInstall" && row.holds.includes("payment") && !override;
    if (unpaid) {
      const state = transition("service", serviceMachine, row.state, "installUnpaid");
      await tx.execute(sql`update services set state = ${state}, version = version + 1, holds = '{payment}'
        where tenant_id = ${ctx.tenantId} and id = ${serviceId}`);
      await tx.execute(sql`update service_holds set lifted_at = ${ctx.now.toISOString()}::timestamptz, lifted_on = ${today}::date,
        lifted_by = ${actorId(ctx.actor)}
        where tenant_id = ${ctx.tenantId} and service_id = ${serviceId} and lifted_at is null and reason = 'install'`);
    } else {
      const event = row.state === "pendingPayment" ? "pay" : "install";
      await beginService(ctx, tx, serviceId, { startsOn: startsOn ?? today, event });
    }
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
}
