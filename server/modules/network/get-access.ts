import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readAccess } from "./internal/access-dto";
import type { AccessDto, ServiceIdInput } from "./schema";

/** Where a service is on the network, and what was last seen of it there. Throws `NotFound`. */
export function getAccess(ctx: Ctx, { serviceId }: ServiceIdInput): Promise<AccessDto> {
  authorize(ctx, "router.read");
  return inTenant(ctx, (tx) => readAccess(ctx, tx, serviceId));
}
