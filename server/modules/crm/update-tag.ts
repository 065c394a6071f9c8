import { and, eq } from "drizzle-orm";
import { tags } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { refuseTakenTag } from "./internal/refuse-taken-tag";
import { type TagDto, updateTagInput, type UpdateTagInput } from "./rules/tag-schema";

/** Renames a tag or gives it another tone, wherever it is borne. Throws `NotFound`, `Conflict`. */
export function updateTag(ctx: Ctx, given: UpdateTagInput): Promise<TagDto> {
  const { tagId, ...set } = updateTagInput.parse(given);
  authorize(ctx, "customerField.manage");
  return inTenant(ctx, async (tx) => {
    if (set.name !== undefined) await refuseTakenTag(ctx, tx, set.name, tagId);
    const where = and(eq(tags.tenantId, ctx.tenantId), eq(tags.id, tagId));
    const [row] = await tx.select().from(tags).where(where).for("update");
    if (!row) throw new NotFound("tag");
    const changes = changesOf(row, set);
    const after = { id: tagId, name: row.name, tone: row.tone as TagDto["tone"], ...set };
    if (!changes) return after;
    await tx.update(tags).set(set).where(where);
    record(ctx, "tag.updated", { entity: { type: "tag", id: tagId }, payload: changes });
    return after;
  });
}
