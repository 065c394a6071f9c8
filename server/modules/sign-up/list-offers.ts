import { asc, eq } from "drizzle-orm";
import { saasPlans } from "@/db/schema/tenants";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { OfferDto } from "./schema";

/** The plans that the public site shows, cheapest first. */
export async function listOffers(ctx: Ctx): Promise<OfferDto[]> {
  return inTenant({ ...ctx, tenantId: PLATFORM_TENANT_ID }, (tx) =>
    tx
      .select({
        code: saasPlans.code,
        name: saasPlans.name,
        priceMinor: saasPlans.priceMinor,
        currency: saasPlans.currency,
        limits: saasPlans.limits,
      })
      .from(saasPlans)
      .where(eq(saasPlans.public, true))
      .orderBy(asc(saasPlans.priceMinor), asc(saasPlans.code)),
  );
}
