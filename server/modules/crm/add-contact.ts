import { customerContacts } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { contactColumns } from "./internal/read-details";
import { keepInStep } from "./keep-in-step";
import { type AddContactInput, addContactInput, type ContactDto } from "./rules/details-schema";

/** Adds a person at a customer; search finds the customer by it. Throws `NotFound`, `Conflict`. */
export function addContact(ctx: Ctx, given: AddContactInput): Promise<ContactDto> {
  const { customerId, ...fields } = addContactInput.parse(given);
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const id = newId(ctx.now.getTime());
    const [row] = await tx
      .insert(customerContacts)
      .values({ id, tenantId: ctx.tenantId, customerId, ...fields, createdAt: ctx.now })
      .returning(contactColumns);
    if (!row) throw new Error("insert gave no row");
    await keepInStep(ctx, tx, [customerId]);
    record(ctx, "customer.contactAdded", {
      entity: { type: "customer", id: customerId },
      payload: { contactId: id },
    });
    return row;
  });
}
