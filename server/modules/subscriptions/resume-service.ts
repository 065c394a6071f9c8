import { authorize } from "@/server/auth/authorize";
import { IllegalTransition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { dropWaiting } from "./internal/changes";
import { resumeNow } from "./internal/resume-now";
import { fetchService, toServiceDto } from "./internal/service-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { ServiceDto, ServiceIdInput } from "./schema";

/** Ends a pause before its day; whatever else holds the service goes on. Throws `NotFound`, `IllegalTransition` when it is not paused. */
export function resumeService(ctx: Ctx, { serviceId }: ServiceIdInput): Promise<ServiceDto> {
  authorize(ctx, "service.manage");
  const how = { permission: "service.manage", lock: true } as const;
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, how);
    const day = await tenantFacts(ctx, tx);
    if (!(await resumeNow(ctx, tx, row, day)))
      throw new IllegalTransition("service", row.state, "resume");
    await dropWaiting(ctx, tx, serviceId, ["resume"]);
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
}
