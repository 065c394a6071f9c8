import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** The categories that items bear, in their order. */
export function listCategories(ctx: Ctx): Promise<string[]> {
  authorize(ctx, "catalog.read");
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ category: string }>(sql`
      select distinct category from catalog_items
      where tenant_id = ${ctx.tenantId} and category <> '' order by 1 limit 200`);
    return rows.map(({ category }) => category);
  });
}
