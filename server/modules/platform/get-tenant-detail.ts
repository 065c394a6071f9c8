import { asc, eq } from "drizzle-orm";
import { tenantDomains, tenantFlags, tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import { FLAG_NAMES, FLAGS } from "@/server/modules/tenants/flags";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { tenantRows } from "./internal/tenant-rows";
import type { TenantDetailDto } from "./schema";

/** One tenant as the platform sees it: usage, limits, flags, hosts. Throws `NotFound`. */
export async function getTenantDetail(
  ctx: Ctx,
  { tenantId }: { tenantId: string },
): Promise<TenantDetailDto> {
  authorize(ctx, "platform.tenant.read");
  return asPlatform({ ...ctx, tenantId }, "look at a tenant", async (tx) => {
    const [tenant] = await tenantRows(tx, ctx.now, [eq(tenants.id, tenantId)], 1);
    if (!tenant) throw new NotFound("tenant");
    const set = new Map(
      (
        await tx
          .select({ flag: tenantFlags.flag, enabled: tenantFlags.enabled })
          .from(tenantFlags)
          .where(eq(tenantFlags.tenantId, tenantId))
      ).map((row) => [row.flag, row.enabled]),
    );
    const flags = FLAG_NAMES.map((flag) => ({
      flag,
      enabled: set.get(flag) ?? FLAGS[flag],
      source: set.has(flag) ? ("tenant" as const) : ("default" as const),
    }));
    const domains = await tx
      .select({ host: tenantDomains.host, face: tenantDomains.face, status: tenantDomains.status })
      .from(tenantDomains)
      .where(eq(tenantDomains.tenantId, tenantId))
      .orderBy(asc(tenantDomains.host));
    return { ...tenant, flags, domains };
  });
}
