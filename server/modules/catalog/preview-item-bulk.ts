import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { chosenItems } from "./internal/chosen-items";
import type { ItemPreviewDto, ItemPreviewInput } from "./schema";

/** How many items a bulk action would touch, how many of them are in use, and the first few, before anything is done. */
export function previewItemBulk(
  ctx: Ctx,
  { selection }: ItemPreviewInput,
): Promise<ItemPreviewDto> {
  authorize(ctx, "catalog.manage");
  const chosen = chosenItems(ctx, selection);
  return inTenant(ctx, async (tx) => {
    const { rows: counted } = await tx.execute<{ count: number; inUse: number }>(sql`
      select count(*)::int as count, count(*) filter (where exists (select 1 from services s
        where s.tenant_id = catalog_items.tenant_id and s.item_id = catalog_items.id
          and s.state not in ('terminated', 'cancelled')))::int as "inUse"
      from catalog_items where ${chosen}`);
    const { rows } = await tx.execute<ItemPreviewDto["examples"][number]>(
      sql`select id, code, name from catalog_items where ${chosen} order by name, id limit 5`,
    );
    return { count: counted[0]?.count ?? 0, inUse: counted[0]?.inUse ?? 0, examples: rows };
  });
}
