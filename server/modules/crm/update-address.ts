import { and, eq } from "drizzle-orm";
import { customerAddresses } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { onlyMainAddress } from "./internal/only-main-address";
import { addressColumns } from "./internal/read-details";
import {
  type AddressDto,
  type UpdateAddressInput,
  updateAddressInput,
} from "./rules/details-schema";

/** Changes what is given of an address; made the main one, the others step back. Throws `NotFound`, `Conflict`. */
export function updateAddress(ctx: Ctx, given: UpdateAddressInput): Promise<AddressDto> {
  const { customerId, addressId, ...set } = updateAddressInput.parse(given);
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const [row] = await tx
      .update(customerAddresses)
      .set({ ...set, updatedAt: ctx.now })
      .where(
        and(
          eq(customerAddresses.tenantId, ctx.tenantId),
          eq(customerAddresses.customerId, customerId),
          eq(customerAddresses.id, addressId),
        ),
      )
      .returning(addressColumns);
    if (!row) throw new NotFound("address");
    if (row.primary) await onlyMainAddress(ctx, tx, customerId, addressId);
    record(ctx, "customer.addressUpdated", {
      entity: { type: "customer", id: customerId },
      payload: { addressId },
    });
    return row;
  });
}
