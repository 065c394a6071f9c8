import { asc, eq } from "drizzle-orm";
import { tenantDomains } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { domainColumns, toDomainDto } from "./internal/domain-dto";
import type { DomainDto } from "./schema";

/** The tenant's own hosts, each with the TXT record that proves it. */
export async function listDomains(ctx: Ctx): Promise<DomainDto[]> {
  authorize(ctx, "domain.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select(domainColumns)
      .from(tenantDomains)
      .where(eq(tenantDomains.tenantId, ctx.tenantId))
      .orderBy(asc(tenantDomains.host));
    return rows.map(toDomainDto);
  });
}
