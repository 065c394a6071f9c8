import { eq } from "drizzle-orm";
import { tenantFlags } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { FLAG_NAMES, FLAGS } from "./flags";

/** Every feature and whether it is on for the tenant. */
export async function listFlags(ctx: Ctx): Promise<{ flag: string; enabled: boolean }[]> {
  authorize(ctx, "tenant.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ flag: tenantFlags.flag, enabled: tenantFlags.enabled })
      .from(tenantFlags)
      .where(eq(tenantFlags.tenantId, ctx.tenantId));
    const set = new Map(rows.map((row) => [row.flag, row.enabled]));
    return FLAG_NAMES.map((flag) => ({ flag, enabled: set.get(flag) ?? FLAGS[flag] }));
  });
}
