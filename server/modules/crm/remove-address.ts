import { and, eq, sql } from "drizzle-orm";
import { customerAddresses } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import type { AddressIdInput } from "./rules/details-schema";

/** Takes an address away; one where a service is stays. Throws `NotFound`, `Conflict`. */
export function removeAddress(ctx: Ctx, { customerId, addressId }: AddressIdInput): Promise<void> {
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const { rowCount } = await tx.execute(
      sql`select 1 from services where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and address_id = ${addressId}
        and state not in ('terminated', 'cancelled') limit 1`,
    );
    if ((rowCount ?? 0) > 0) throw new Conflict("address_in_use");
    const gone = await tx
      .delete(customerAddresses)
      .where(
        and(
          eq(customerAddresses.tenantId, ctx.tenantId),
          eq(customerAddresses.customerId, customerId),
          eq(customerAddresses.id, addressId),
        ),
      )
      .returning({ id: customerAddresses.id });
    if (gone.length === 0) throw new NotFound("address");
    record(ctx, "customer.addressRemoved", {
      entity: { type: "customer", id: customerId },
      payload: { addressId },
    });
  });
}
