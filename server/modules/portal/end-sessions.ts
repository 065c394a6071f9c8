import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readAccess } from "./get-access";
import { endSessionsOf } from "./internal/open-sessions";
import { staffCustomer } from "./internal/staff-customer";
import type { PortalAccessDto, PortalCustomerInput } from "./schema";

/** Signs a customer out everywhere, at once. */
export async function endSessions(ctx: Ctx, input: PortalCustomerInput): Promise<PortalAccessDto> {
  authorize(ctx, "customer.manage");
  const { customerId } = input;
  return inTenant(ctx, async (tx) => {
    await staffCustomer(ctx, tx, "customer.manage", customerId);
    await endSessionsOf(ctx, tx, customerId, { reason: "revoked" });
    return readAccess(ctx, tx, "customer.manage", customerId);
  });
}
