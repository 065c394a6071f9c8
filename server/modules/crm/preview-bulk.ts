import { sql } from "drizzle-orm";
import type { PreviewDto, PreviewInput } from "./schema";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { chosenCustomers } from "./internal/chosen-customers";

/** How many a bulk action would touch (exactly) and the first few of them, before anything is done. */
export function previewBulk(ctx: Ctx, { selection }: PreviewInput): Promise<PreviewDto> {
  authorize(ctx, "customer.manage");
  const chosen = chosenCustomers(ctx, "customer.manage", selection);
  return inTenant(ctx, async (tx) => {
    const { rows: counted } = await tx.execute<{ n: number }>(
      sql`select count(*)::int as n from customers where ${chosen}`,
    );
    const { rows } = await tx.execute<PreviewDto["examples"][number]>(
      sql`select id, number, name from customers where ${chosen} order by number limit 5`,
    );
    return { count: counted[0]?.n ?? 0, examples: rows };
  });
}
