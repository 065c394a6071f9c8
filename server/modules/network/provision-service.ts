import { authorize } from "@/server/auth/authorize";
import { askAgain } from "@/server/modules/subscriptions/bind-enforcement";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readAccess } from "./internal/access-dto";
import type { AccessDto, ServiceIdInput } from "./schema";

/** Asks the router again for all that a service should have there: its row, rate, profile and state. Throws `NotFound`. */
export function provisionService(ctx: Ctx, { serviceId }: ServiceIdInput): Promise<AccessDto> {
  authorize(ctx, "router.manage");
  return inTenant(ctx, async (tx) => {
    const access = await readAccess(ctx, tx, serviceId);
    await askAgain(ctx, tx, [serviceId], "provision");
    return access;
  });
}
