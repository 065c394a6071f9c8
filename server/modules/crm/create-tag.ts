import { tags } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { refuseTakenTag } from "./internal/refuse-taken-tag";
import { createTagInput, type CreateTagInput, type TagDto } from "./rules/tag-schema";

/** Adds a word to sort customers by. Throws `Conflict` for one that exists, whatever its capitals and accents. */
export function createTag(ctx: Ctx, given: CreateTagInput): Promise<TagDto> {
  const { name, tone } = createTagInput.parse(given);
  authorize(ctx, "customerField.manage");
  return inTenant(ctx, async (tx) => {
    await refuseTakenTag(ctx, tx, name);
    const id = newId(ctx.now.getTime());
    await tx.insert(tags).values({ id, tenantId: ctx.tenantId, name, tone, createdAt: ctx.now });
    record(ctx, "tag.created", { entity: { type: "tag", id }, payload: { name } });
    return { id, name, tone };
  });
}
