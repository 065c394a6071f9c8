import { authorize } from "@/server/auth/authorize";
import { addDays } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { pauseNow } from "./internal/pause-now";
import { fetchService, toServiceDto } from "./internal/service-row";
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
    const { today } = await tenantFacts(ctx, tx);
    const days = (await readSettings(ctx, tx, "subscriptions")).data.maxPauseDays;
    const longest = addDays(today, days);
    if (until !== null && (until <= today || until > longest))
      throw new Invalid("pause_too_long", { days }, { fields: { until: "pause_too_long" } });
    await pauseNow(ctx, tx, row, { onDay: until ?? longest, reason });
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
}
