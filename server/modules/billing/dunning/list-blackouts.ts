import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { BlackoutDto } from "./schema";

/** Days without cuts that are not over yet, the next first. */
export async function listBlackouts(ctx: Ctx): Promise<BlackoutDto[]> {
  authorize(ctx, "collection.read");
  return inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const { rows } = await tx.execute<BlackoutDto>(sql`
      select d.id, d.from_day::text as "fromDay", d.to_day::text as "toDay", d.reason, d.kind, d.branch_id as "branchId",
        b.name as "branchName"
      from dunning_blackouts d left join branches b on b.id = d.branch_id and b.tenant_id = d.tenant_id
      where d.tenant_id = ${ctx.tenantId} and d.to_day >= ${today}::date order by d.from_day, d.id`);
    return rows;
  });
}
