import { and, eq } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer, lockCustomer, toCustomerDto } from "./internal/customer-row";
import { judgeFields } from "./internal/judge-fields";
import { requireReferences } from "./internal/require-references";
import { keepInStep } from "./keep-in-step";
import { type CustomerDto, updateCustomerInput, type UpdateCustomerInput } from "./schema";

/** Changes what is given of a customer; nothing changed states nothing. Throws `NotFound`, `Invalid` beside a field. */
export function updateCustomer(ctx: Ctx, given: UpdateCustomerInput): Promise<CustomerDto> {
  const { customerId, ...set } = updateCustomerInput.parse(given);
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    const row = await lockCustomer(ctx, tx, customerId);
    const judged = { ...set, ...(await judgeFields(ctx, tx, set, row)) };
    const changes = changesOf(row, judged);
    if (!changes) return toCustomerDto(row);
    await requireReferences(ctx, tx, changes.after);
    await tx
      .update(customers)
      .set({ ...judged, updatedAt: ctx.now })
      .where(and(eq(customers.tenantId, ctx.tenantId), eq(customers.id, customerId)));
    await keepInStep(ctx, tx, [customerId]);
    record(ctx, "customer.updated", {
      entity: { type: "customer", id: customerId },
      payload: { fields: Object.keys(changes.after) },
      personal: changes,
    });
    return toCustomerDto(
      await fetchCustomer(ctx, tx, customerId, { permission: "customer.manage" }),
    );
  });
}
