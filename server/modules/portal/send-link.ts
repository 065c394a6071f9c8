import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { enqueue } from "@/server/jobs/enqueue";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readAccess } from "./get-access";
import { destinationHash } from "./internal/code-hash";
import { openCode } from "./internal/code-row";
import { chargeAsking } from "./internal/hit-limits";
import { staffCustomer } from "./internal/staff-customer";
import type { PortalAccessDto, PortalCustomerInput } from "./schema";
import { sendCode } from "./send-code";

/**
 * Mails a customer a link to the portal, good once for a quarter of an hour; staff never see it. Throws Conflict for
 * one who may not enter (portal_closed) or has no e-mail (customer_without_email), TooManyRequests.
 */
export async function sendLink(ctx: Ctx, input: PortalCustomerInput): Promise<PortalAccessDto> {
  authorize(ctx, "customer.manage");
  const { customerId } = input;
  await chargeAsking(ctx, `customer:${customerId}`);
  return inTenant(ctx, async (tx) => {
    const customer = await staffCustomer(ctx, tx, "customer.manage", customerId);
    if (!customer.portalAccess || customer.archivedAt) throw new Conflict("portal_closed");
    if (!customer.email) throw new Conflict("customer_without_email");
    const { id } = await openCode(ctx, tx, {
      customerId,
      destinationHash: destinationHash(ctx.tenantId, customer.email),
      channel: "email",
    });
    enqueue(ctx, sendCode, { codeId: id, typed: "email" });
    record(ctx, "portal.linkSent", { entity: { type: "customer", id: customerId }, payload: {} });
    return readAccess(ctx, tx, "customer.manage", customerId);
  });
}
