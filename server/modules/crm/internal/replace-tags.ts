import { and, eq, inArray, notInArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerTags, tags } from "@/db/schema/crm";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** Makes these the customer's tags, no others; states which came and went. Throws `Invalid` for one that is not the tenant's. */
export async function replaceTags(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  given: readonly string[],
): Promise<void> {
  const wanted = [...new Set(given)];
  const known = await tx
    .select({ id: tags.id })
    .from(tags)
    .where(and(eq(tags.tenantId, ctx.tenantId), inArray(tags.id, wanted)));
  if (known.length < wanted.length)
    throw new Invalid("reference_unknown", {}, { fields: { tagIds: "reference_unknown" } });
  const own = and(eq(customerTags.tenantId, ctx.tenantId), eq(customerTags.customerId, customerId));
  const removed = await tx
    .delete(customerTags)
    .where(and(own, notInArray(customerTags.tagId, wanted)))
    .returning({ id: customerTags.tagId });
  const rows = wanted.map((tagId) => ({ tenantId: ctx.tenantId, customerId, tagId }));
  const added =
    rows.length === 0
      ? []
      : await tx
          .insert(customerTags)
          .values(rows)
          .onConflictDoNothing()
          .returning({ id: customerTags.tagId });
  if (added.length + removed.length === 0) return;
  record(ctx, "customer.tagsChanged", {
    entity: { type: "customer", id: customerId },
    payload: { added: added.map(({ id }) => id), removed: removed.map(({ id }) => id) },
  });
}
