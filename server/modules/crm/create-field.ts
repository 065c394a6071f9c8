import { sql } from "drizzle-orm";
import { customFields } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownFields, toFieldDto } from "./internal/own-fields";
import { fieldKey } from "./rules/field-key";
import {
  createFieldInput,
  type CreateFieldInput,
  type CustomFieldDto,
} from "./rules/fields-schema";

const MOST = 100;

/** Adds a field of the tenant's own at the end; its key comes from its label and never changes. Throws `Conflict` above a hundred. */
export function createField(ctx: Ctx, given: CreateFieldInput): Promise<CustomFieldDto> {
  const input = createFieldInput.parse(given);
  authorize(ctx, "customerField.manage");
  return inTenant(ctx, async (tx) => {
    const lock = `customFields:${ctx.tenantId}:${input.entity}`;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
    const fields = await ownFields(ctx, tx, input.entity);
    if (fields.filter(({ archivedAt }) => archivedAt === null).length >= MOST)
      throw new Conflict("field_too_many");
    const key = fieldKey(
      input.label,
      fields.map((field) => field.key),
    );
    const [row] = await tx
      .insert(customFields)
      .values({
        id: newId(ctx.now.getTime()),
        tenantId: ctx.tenantId,
        ...input,
        options: input.type === "choice" ? [...new Set(input.options)] : [],
        key,
        position: Math.max(0, ...fields.map((field) => field.position)) + 1,
        createdAt: ctx.now,
      })
      .returning();
    if (!row) throw new Error("insert gave no row");
    record(ctx, "customField.created", {
      entity: { type: "customField", id: row.id },
      payload: { entity: input.entity, key, type: input.type },
    });
    return toFieldDto(row);
  });
}
