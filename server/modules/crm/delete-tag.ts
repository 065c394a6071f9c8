import { and, eq } from "drizzle-orm";
import { customerTags, tags } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { TagIdInput } from "./rules/tag-schema";

/** Deletes a tag and takes it off whoever bears it; the fact says how many that were. Throws `NotFound`. */
export function deleteTag(ctx: Ctx, { tagId }: TagIdInput): Promise<void> {
  authorize(ctx, "customerField.manage");
  return inTenant(ctx, async (tx) => {
    const where = and(eq(tags.tenantId, ctx.tenantId), eq(tags.id, tagId));
    const [row] = await tx.select({ name: tags.name }).from(tags).where(where).for("update");
    if (!row) throw new NotFound("tag");
    const off = await tx
      .delete(customerTags)
      .where(and(eq(customerTags.tenantId, ctx.tenantId), eq(customerTags.tagId, tagId)));
    await tx.delete(tags).where(where);
    record(ctx, "tag.deleted", {
      entity: { type: "tag", id: tagId },
      payload: { name: row.name, customers: off.rowCount ?? 0 },
    });
  });
}
