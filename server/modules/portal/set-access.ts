import { and, eq } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readAccess } from "./get-access";
import { endSessionsOf } from "./internal/open-sessions";
import { staffCustomer } from "./internal/staff-customer";
import type { PortalAccessDto, SetAccessInput } from "./schema";

/** Lets a customer into the portal, or keeps them out and ends the sessions that they have. */
export async function setAccess(ctx: Ctx, input: SetAccessInput): Promise<PortalAccessDto> {
  authorize(ctx, "customer.manage");
  const { customerId, allowed } = input;
  return inTenant(ctx, async (tx) => {
    const customer = await staffCustomer(ctx, tx, "customer.manage", customerId);
    if (customer.portalAccess !== allowed) {
      await tx
        .update(customers)
        .set({ portalAccess: allowed, updatedAt: ctx.now })
        .where(and(eq(customers.tenantId, ctx.tenantId), eq(customers.id, customerId)));
      record(ctx, "portal.accessChanged", {
        entity: { type: "customer", id: customerId },
        payload: { allowed },
      });
    }
    if (!allowed) await endSessionsOf(ctx, tx, customerId, { reason: "revoked" });
    return readAccess(ctx, tx, "customer.manage", customerId);
  });
}
