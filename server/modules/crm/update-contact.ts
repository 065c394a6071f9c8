import { and, eq } from "drizzle-orm";
import { customerContacts } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { contactColumns } from "./internal/read-details";
import { keepInStep } from "./keep-in-step";
import {
  type ContactDto,
  type UpdateContactInput,
  updateContactInput,
} from "./rules/details-schema";

/** Changes what is given of a contact. Throws `NotFound`, `Conflict`. */
export function updateContact(ctx: Ctx, given: UpdateContactInput): Promise<ContactDto> {
  const { customerId, contactId, ...set } = updateContactInput.parse(given);
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const [row] = await tx
      .update(customerContacts)
      .set({ ...set, updatedAt: ctx.now })
      .where(
        and(
          eq(customerContacts.tenantId, ctx.tenantId),
          eq(customerContacts.customerId, customerId),
          eq(customerContacts.id, contactId),
        ),
      )
      .returning(contactColumns);
    if (!row) throw new NotFound("contact");
    await keepInStep(ctx, tx, [customerId]);
    record(ctx, "customer.contactUpdated", {
      entity: { type: "customer", id: customerId },
      payload: { contactId },
    });
    return row;
  });
}
