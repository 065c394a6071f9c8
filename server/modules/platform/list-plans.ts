import { asc, count, eq } from "drizzle-orm";
import { saasPlans, tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import type { PlanDto } from "./schema";

/** Every plan, cheapest first, and how many tenants are on it. */
export async function listPlans(ctx: Ctx): Promise<PlanDto[]> {
  authorize(ctx, "platform.tenant.read");
  return asPlatform(ctx, "list plans", (tx) =>
    tx
      .select({
        code: saasPlans.code,
        name: saasPlans.name,
        priceMinor: saasPlans.priceMinor,
        currency: saasPlans.currency,
        limits: saasPlans.limits,
        public: saasPlans.public,
        tenants: count(tenants.id),
      })
      .from(saasPlans)
      .leftJoin(tenants, eq(tenants.saasPlanId, saasPlans.id))
      .groupBy(saasPlans.id)
      .orderBy(asc(saasPlans.priceMinor), asc(saasPlans.code)),
  );
}
