import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { usageRows } from "./usage-rows";
import type { UsageDto } from "./schema";

/** Every resource: what is used now or this month, the limit and whose it is. */
export async function listUsage(ctx: Ctx): Promise<UsageDto[]> {
  authorize(ctx, "usage.read");
  return inTenant(ctx, async (tx) => {
    const rows = await usageRows(tx, [ctx.tenantId], ctx.now);
    return rows.get(ctx.tenantId) ?? [];
  });
}
