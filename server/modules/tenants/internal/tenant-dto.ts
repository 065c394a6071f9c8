import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { saasPlans, tenants } from "@/db/schema/tenants";
import { NotFound } from "@/server/kernel/errors";
import type { Locale } from "@/server/tenancy/context";
import type { TenantDto } from "../schema";

/** The tenant as its own people see it. Throws `NotFound`. */
export async function fetchTenant(tx: Tx, tenantId: string): Promise<TenantDto> {
  const [row] = await tx
    .select({
      id: tenants.id,
      slug: tenants.slug,
      name: tenants.name,
      status: tenants.status,
      country: tenants.country,
      timeZone: tenants.timeZone,
      currency: tenants.currency,
      locale: tenants.locale,
      demo: tenants.demo,
      planCode: saasPlans.code,
      planName: saasPlans.name,
      createdAt: tenants.createdAt,
    })
    .from(tenants)
    .leftJoin(saasPlans, eq(saasPlans.id, tenants.saasPlanId))
    .where(eq(tenants.id, tenantId));
  if (!row) throw new NotFound("tenant");
  const { planCode, planName, createdAt, ...rest } = row;
  return {
    ...rest,
    locale: row.locale as Locale,
    plan: planCode !== null && planName !== null ? { code: planCode, name: planName } : null,
    createdAt: createdAt.toISOString(),
  };
}
