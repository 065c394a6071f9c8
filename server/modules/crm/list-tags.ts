import { asc, eq, sql } from "drizzle-orm";
import { tags } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { TagDto, TagUseDto } from "./rules/tag-schema";

/** The tenant's tags by name, with how many customers bear each. */
export function listTags(ctx: Ctx): Promise<TagUseDto[]> {
  authorize(ctx, "customer.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({
        id: tags.id,
        name: tags.name,
        tone: tags.tone,
        customers: sql<number>`(select count(*)::int from customer_tags x where x.tenant_id = tags.tenant_id and x.tag_id = tags.id)`,
      })
      .from(tags)
      .where(eq(tags.tenantId, ctx.tenantId))
      .orderBy(asc(sql`lower(${tags.name})`), asc(tags.id));
    return rows.map((row) => ({ ...row, tone: row.tone as TagDto["tone"] }));
  });
}
