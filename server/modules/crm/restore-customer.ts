import { and, eq } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer, lockCustomer, toCustomerDto } from "./internal/customer-row";
import type { CustomerDto, CustomerIdInput } from "./schema";

/** Brings an archived customer back, within the plan's limit. Throws `NotFound`, `Conflict`, `LimitReached`. */
export function restoreCustomer(ctx: Ctx, { customerId }: CustomerIdInput): Promise<CustomerDto> {
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    const where = { permission: "customer.manage", lock: "update" } as const;
    // One that was merged comes back by undoing the merge.
    const row = await lockCustomer(ctx, tx, customerId);
    if (!row.archivedAt) throw new Conflict("row_already_so");
    await tx
      .update(customers)
      .set({ archivedAt: null, updatedAt: ctx.now })
      .where(and(eq(customers.tenantId, ctx.tenantId), eq(customers.id, customerId)));
    await countUsage(ctx, tx, "customers", 1);
    record(ctx, "customer.restored", {
      entity: { type: "customer", id: customerId },
      payload: { taskId: null },
    });
    return toCustomerDto(await fetchCustomer(ctx, tx, customerId, where));
  });
}
