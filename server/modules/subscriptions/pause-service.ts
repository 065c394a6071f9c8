import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { addDays } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { placeHolds } from "./hold-services";
import { dropWaiting, writeChange } from "./internal/changes";
import { fetchService, toServiceDto } from "./internal/service-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { serviceMachine } from "./rules/service-machine";
import { pauseServiceInput, type PauseServiceInput, type ServiceDto } from "./schema";

/**
 * Pauses an active service from today on: it is held off and its days are not billed. It runs again by itself on
 * `until`, at the latest after the tenant's longest pause. Throws `NotFound`, `IllegalTransition`, `Invalid` beside
 * `until`.
 */
export function pauseService(ctx: Ctx, given: PauseServiceInput): Promise<ServiceDto> {
  const { serviceId, until, reason } = pauseServiceInput.parse(given);
  authorize(ctx, "service.manage");
  const how = { permission: "service.manage", lock: true } as const;
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, how);
    transition("service", serviceMachine, row.state, "pause");
    const { today } = await tenantFacts(ctx, tx);
    const days = (await readSettings(ctx, tx, "subscriptions")).data.maxPauseDays;
    const longest = addDays(today, days);
    if (until !== null && (until <= today || until > longest))
      throw new Invalid("pause_too_long", { days }, { fields: { until: "pause_too_long" } });
    const onDay = until ?? longest;
    await placeHolds(ctx, tx, { serviceIds: [serviceId], reason: "pause", note: reason });
    await tx.execute(sql`update services set paused_until = ${onDay}::date
      where tenant_id = ${ctx.tenantId} and id = ${serviceId}`);
    await dropWaiting(ctx, tx, serviceId, ["resume"]);
    const change = { serviceId, kind: "resume", onDay, status: "waiting" } as const;
    await writeChange(ctx, tx, { ...change, detail: { reason } });
    record(ctx, "service.paused", {
      entity: { type: "service", id: serviceId },
      payload: { number: row.number, customerId: row.customerId, until: onDay },
    });
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
}
