import { authorize } from "@/server/auth/authorize";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { liftHolds, placeHolds } from "./hold-services";
import { fetchService, toServiceDto } from "./internal/service-row";
import { isEnded } from "./rules/service-machine";
import {
  holdServiceInput,
  type HoldServiceInput,
  releaseServiceInput,
  type ReleaseServiceInput,
  type ServiceDto,
} from "./schema";

const how = { permission: "service.suspend", lock: true } as const;

/** Holds a service by hand, for a stated reason. Held already for it: nothing changes. Throws `NotFound`, `Conflict` when it has ended. */
export function holdService(ctx: Ctx, given: HoldServiceInput): Promise<ServiceDto> {
  const { serviceId, hold, reason, expiresAt } = holdServiceInput.parse(given);
  authorize(ctx, "service.suspend");
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, how);
    if (isEnded(row.state)) throw new Conflict("service_ended");
    await placeHolds(ctx, tx, {
      ...{ serviceIds: [serviceId], reason: hold, note: reason },
      ...(expiresAt && { expiresAt: new Date(expiresAt) }),
    });
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
}

/** Lifts what a person held; whatever else holds the service goes on. Throws `NotFound`, `Conflict` when nothing held it so. */
export function releaseService(ctx: Ctx, given: ReleaseServiceInput): Promise<ServiceDto> {
  const { serviceId, hold, reason } = releaseServiceInput.parse(given);
  authorize(ctx, "service.suspend");
  return inTenant(ctx, async (tx) => {
    await fetchService(ctx, tx, serviceId, how);
    const lifted = await liftHolds(ctx, tx, {
      serviceIds: [serviceId],
      reason: hold,
      note: reason,
    });
    if (lifted.length === 0) throw new Conflict("service_not_held");
    return toServiceDto(await fetchService(ctx, tx, serviceId, how));
  });
}
