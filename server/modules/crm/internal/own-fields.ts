import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customFields } from "@/db/schema/crm";
import type { Ctx } from "@/server/tenancy/context";
import type { CustomFieldDto } from "../rules/fields-schema";

type Row = typeof customFields.$inferSelect;

export const toFieldDto = ({ archivedAt, ...row }: Row): CustomFieldDto => ({
  id: row.id,
  entity: row.entity as CustomFieldDto["entity"],
  key: row.key,
  label: row.label,
  type: row.type,
  options: row.options,
  required: row.required,
  position: row.position,
  archivedAt: archivedAt?.toISOString() ?? null,
});

/** The tenant's own fields of an entity, archived ones too, in their order. */
export async function ownFields(
  ctx: Ctx,
  tx: Tx,
  entity: CustomFieldDto["entity"],
): Promise<CustomFieldDto[]> {
  const rows = await tx
    .select()
    .from(customFields)
    .where(and(eq(customFields.tenantId, ctx.tenantId), eq(customFields.entity, entity)))
    .orderBy(asc(customFields.position), asc(customFields.id));
  return rows.map(toFieldDto);
}
