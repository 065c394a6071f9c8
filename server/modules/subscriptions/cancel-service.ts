import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endService } from "./internal/end-service";
import { fetchService, toServiceDto } from "./internal/service-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { CancelServiceInput, ServiceDto } from "./schema";

/** Gives up a service that never began; nothing of it is billed. Throws `NotFound`, `IllegalTransition` once it runs. */
export function cancelService(ctx: Ctx, input: CancelServiceInput): Promise<ServiceDto> {
  authorize(ctx, "service.manage");
  const { serviceId, reason } = input;
  const how = { permission: "service.manage", lock: true } as const;
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, how);
    const { today } = await tenantFacts(ctx, tx);
    await endService(ctx, tx, serviceId, { event: "cancel", onDay: today, reason });
    record(ctx, "service.cancelled", {
      entity: { type: "service", id: serviceId },
      payload: { number: row.number, customerId: row.customerId, reason },
    });
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
}
