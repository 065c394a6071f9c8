import { and, eq, isNull } from "drizzle-orm";
import { customerFiles } from "@/db/schema/crm";
import { files } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { readFiles } from "./internal/read-details";
import { type AddFileInput, addFileInput, type CustomerFileDto } from "./rules/details-schema";

/** Puts an uploaded file on a customer. Throws `NotFound`, `Invalid` for a file that is not there, `Conflict`. */
export function addFile(ctx: Ctx, given: AddFileInput): Promise<CustomerFileDto[]> {
  const { customerId, fileId, label } = addFileInput.parse(given);
  authorize(ctx, "customer.manage");
  const membershipId = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const [file] = await tx
      .select({ id: files.id })
      .from(files)
      .where(and(eq(files.tenantId, ctx.tenantId), eq(files.id, fileId), isNull(files.deletedAt)));
    if (!file)
      throw new Invalid("reference_unknown", {}, { fields: { fileId: "reference_unknown" } });
    const added = await tx
      .insert(customerFiles)
      .values({ tenantId: ctx.tenantId, customerId, fileId, membershipId, label })
      .onConflictDoNothing()
      .returning({ id: customerFiles.id });
    if (added.length === 0) throw new Conflict("file_attached_already");
    record(ctx, "customer.fileAdded", {
      entity: { type: "customer", id: customerId },
      payload: { fileId },
    });
    return readFiles(ctx, tx, customerId);
  });
}
