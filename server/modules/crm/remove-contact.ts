import { and, eq } from "drizzle-orm";
import { customerContacts } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { keepInStep } from "./keep-in-step";
import type { ContactIdInput } from "./rules/details-schema";

/** Takes a contact away for good. Throws `NotFound`, `Conflict`. */
export function removeContact(ctx: Ctx, { customerId, contactId }: ContactIdInput): Promise<void> {
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const gone = await tx
      .delete(customerContacts)
      .where(
        and(
          eq(customerContacts.tenantId, ctx.tenantId),
          eq(customerContacts.customerId, customerId),
          eq(customerContacts.id, contactId),
        ),
      )
      .returning({ id: customerContacts.id });
    if (gone.length === 0) throw new NotFound("contact");
    await keepInStep(ctx, tx, [customerId]);
    record(ctx, "customer.contactRemoved", {
      entity: { type: "customer", id: customerId },
      payload: { contactId },
    });
  });
}
