import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ofCustomersWithinReach } from "../of-customers-within-reach";
import type { PayLinkCustomerInput, RevokedLinksDto } from "./schema";

/** Every link of a customer stops opening anything, those in messages and documents that were sent too. Throws `NotFound`. */
export function revokePayLinks(
  ctx: Ctx,
  { customerId }: PayLinkCustomerInput,
): Promise<RevokedLinksDto> {
  authorize(ctx, "payment.record");
  return inTenant(ctx, async (tx) => {
    const reach = ofCustomersWithinReach(ctx, "payment.record", sql`c.id`);
    const { rows } = await tx.execute(sql`
      select c.id from customers c where c.tenant_id = ${ctx.tenantId} and c.id = ${customerId} and ${reach}`);
    if (rows.length === 0) throw new NotFound("customer");
    const ended = await tx.execute(sql`update pay_links set revoked_at = ${ctx.now}
      where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and revoked_at is null and expires_at > ${ctx.now}`);
    const revoked = ended.rowCount ?? 0;
    if (revoked > 0)
      record(ctx, "customer.payLinksRevoked", {
        entity: { type: "customer", id: customerId },
        payload: { count: revoked },
      });
    return { revoked };
  });
}
