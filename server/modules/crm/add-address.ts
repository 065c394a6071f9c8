import { customerAddresses } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { onlyMainAddress } from "./internal/only-main-address";
import { addressColumns, readAddresses } from "./internal/read-details";
import { type AddAddressInput, addAddressInput, type AddressDto } from "./rules/details-schema";

/** Adds a place of a customer; the first is the main one. Throws `NotFound`, `Conflict`. */
export function addAddress(ctx: Ctx, given: AddAddressInput): Promise<AddressDto> {
  const { customerId, ...fields } = addAddressInput.parse(given);
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const others = await readAddresses(ctx, tx, customerId);
    const id = newId(ctx.now.getTime());
    const primary = fields.primary || others.length === 0;
    const [row] = await tx
      .insert(customerAddresses)
      .values({ id, tenantId: ctx.tenantId, customerId, ...fields, primary, createdAt: ctx.now })
      .returning(addressColumns);
    if (!row) throw new Error("insert gave no row");
    if (primary) await onlyMainAddress(ctx, tx, customerId, id);
    record(ctx, "customer.addressAdded", {
      entity: { type: "customer", id: customerId },
      payload: { addressId: id },
    });
    return row;
  });
}
