import { and, eq } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer, toCustomerDto } from "./internal/customer-row";
import type { CustomerDto, CustomerIdInput } from "./schema";

/** Takes a customer out of sight and out of the plan's count; nothing is deleted. Throws `NotFound`, `Conflict`. */
export function archiveCustomer(ctx: Ctx, { customerId }: CustomerIdInput): Promise<CustomerDto> {
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    const where = { permission: "customer.manage", lock: "update" } as const;
    const row = await fetchCustomer(ctx, tx, customerId, where);
    if (row.archivedAt) throw new Conflict("row_already_so");
    await tx
      .update(customers)
      .set({ archivedAt: ctx.now, updatedAt: ctx.now })
      .where(and(eq(customers.tenantId, ctx.tenantId), eq(customers.id, customerId)));
    await countUsage(ctx, tx, "customers", -1);
    record(ctx, "customer.archived", {
      entity: { type: "customer", id: customerId },
      payload: { taskId: null },
    });
    return toCustomerDto(await fetchCustomer(ctx, tx, customerId, where));
  });
}
