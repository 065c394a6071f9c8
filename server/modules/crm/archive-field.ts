import { customFields } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchField } from "./internal/fetch-field";
import { toFieldDto } from "./internal/own-fields";
import type { ArchiveFieldInput, CustomFieldDto } from "./rules/fields-schema";

/** Takes a field out of the forms, or brings it back; what stands in it stays. Throws `NotFound`, `Conflict`. */
export function archiveField(
  ctx: Ctx,
  { fieldId, archived }: ArchiveFieldInput,
): Promise<CustomFieldDto> {
  authorize(ctx, "customerField.manage");
  return inTenant(ctx, async (tx) => {
    const { row, where } = await fetchField(ctx, tx, fieldId);
    if ((row.archivedAt !== null) === archived) throw new Conflict("row_already_so");
    const archivedAt = archived ? ctx.now : null;
    await tx.update(customFields).set({ archivedAt }).where(where);
    record(ctx, archived ? "customField.archived" : "customField.restored", {
      entity: { type: "customField", id: fieldId },
      payload: { key: row.key },
    });
    return toFieldDto({ ...row, archivedAt });
  });
}
