import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownFields } from "./internal/own-fields";
import {
  type CustomFieldDto,
  reorderFieldsInput,
  type ReorderFieldsInput,
} from "./rules/fields-schema";

/** Puts the fields in this order; those that are not named come after. Throws `Invalid` for one that is not the tenant's. */
export function reorderFields(ctx: Ctx, given: ReorderFieldsInput): Promise<CustomFieldDto[]> {
  const { entity, fieldIds } = reorderFieldsInput.parse(given);
  authorize(ctx, "customerField.manage");
  return inTenant(ctx, async (tx) => {
    const fields = await ownFields(ctx, tx, entity);
    const known = new Map(fields.map((field) => [field.id, field]));
    const named = [...new Set(fieldIds)];
    if (named.some((id) => !known.has(id)))
      throw new Invalid("reference_unknown", {}, { fields: { fieldIds: "reference_unknown" } });
    const order = [...named, ...fields.map(({ id }) => id).filter((id) => !named.includes(id))];
    if (order.every((id, at) => fields[at]?.id === id)) return fields;
    await tx.execute(sql`
      update custom_fields f set position = o.place
      from unnest(${sql.param(order)}::uuid[]) with ordinality as o (id, place)
      where f.tenant_id = ${ctx.tenantId} and f.id = o.id`);
    record(ctx, "customField.reordered", {
      entity: { type: "customField", id: order[0] ?? ctx.tenantId },
      payload: { keys: order.map((id) => known.get(id)?.key ?? "") },
    });
    return ownFields(ctx, tx, entity);
  });
}
