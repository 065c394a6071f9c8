import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** What the tenant of the request is called; empty where there is none. */
export async function companyName(ctx: Ctx): Promise<string> {
  const [tenant] = await inTenant(ctx, (tx) =>
    tx.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, ctx.tenantId)),
  );
  return tenant?.name ?? "";
}
