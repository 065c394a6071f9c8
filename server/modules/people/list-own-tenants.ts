import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownTenants } from "./internal/own-tenants";
import type { OwnTenantDto } from "./schema";

/** Tenants that the caller belongs to, by name; empty while they act or look as somebody else. */
export async function listOwnTenants(ctx: Ctx): Promise<OwnTenantDto[]> {
  const rows = await inTenant(ctx, (tx) => ownTenants(tx, ctx));
  return rows.map(({ tenantId, slug, name }) => ({
    ...{ tenantId, slug, name },
    current: tenantId === ctx.tenantId,
  }));
}
