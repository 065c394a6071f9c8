import { customFields } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchField } from "./internal/fetch-field";
import { toFieldDto } from "./internal/own-fields";
import {
  type CustomFieldDto,
  updateFieldInput,
  type UpdateFieldInput,
} from "./rules/fields-schema";

/** Changes a field's label, options or whether it must be filled in; key and type stay. Throws `NotFound`, `Invalid`. */
export function updateField(ctx: Ctx, given: UpdateFieldInput): Promise<CustomFieldDto> {
  const { fieldId, ...set } = updateFieldInput.parse(given);
  authorize(ctx, "customerField.manage");
  return inTenant(ctx, async (tx) => {
    const { row, where } = await fetchField(ctx, tx, fieldId);
    if (row.type === "choice" && set.options && new Set(set.options).size < 2)
      throw new Invalid("field_needs_options", {}, { fields: { options: "field_needs_options" } });
    if (row.type !== "choice") delete set.options;
    const changes = changesOf(row, set);
    if (!changes) return toFieldDto(row);
    const [after] = await tx.update(customFields).set(set).where(where).returning();
    record(ctx, "customField.updated", {
      entity: { type: "customField", id: fieldId },
      payload: changes,
    });
    return toFieldDto(after ?? row);
  });
}
