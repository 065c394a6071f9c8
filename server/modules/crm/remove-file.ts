import { and, eq } from "drizzle-orm";
import { customerFiles } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import type { CustomerFileIdInput } from "./rules/details-schema";

/** Takes a file off a customer; the file itself stays in the tenant's store (`files.delete` removes it). Not there: nothing happens. Throws `NotFound`, `Conflict`. */
export function removeFile(ctx: Ctx, { customerId, fileId }: CustomerFileIdInput): Promise<void> {
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const gone = await tx
      .delete(customerFiles)
      .where(
        and(
          eq(customerFiles.tenantId, ctx.tenantId),
          eq(customerFiles.customerId, customerId),
          eq(customerFiles.fileId, fileId),
        ),
      )
      .returning({ id: customerFiles.id });
    if (gone.length === 0) return;
    record(ctx, "customer.fileRemoved", {
      entity: { type: "customer", id: customerId },
      payload: { fileId },
    });
  });
}
