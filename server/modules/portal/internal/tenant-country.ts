import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/server/tenancy/context";

/** ISO 3166-1 alpha-2 of the tenant: whose phones are written without a country code. */
export async function tenantCountry(ctx: Ctx, tx: Tx): Promise<string> {
  const [row] = await tx
    .select({ country: tenants.country })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  return row?.country ?? "PE";
}
