import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { saasPlans, tenants } from "@/db/schema/tenants";
import { NotFound } from "@/server/kernel/errors";

/** A tenant's row and plan, locked until the end of the platform's transaction. Throws `NotFound`, for the platform's own row too. */
export async function fetchTenant(tx: Tx, tenantId: string) {
  const [row] = await tx
    .select({
      id: tenants.id,
      slug: tenants.slug,
      status: tenants.status,
      planCode: saasPlans.code,
    })
    .from(tenants)
    .leftJoin(saasPlans, eq(saasPlans.id, tenants.saasPlanId))
    .where(sql`${eq(tenants.id, tenantId)} and ${tenants.kind} = 'tenant'`)
    .for("update", { of: tenants });
  if (!row) throw new NotFound("tenant");
  return row;
}

/** A plan by its code; null for null. Throws `NotFound("plan")`. */
export async function fetchPlan(
  tx: Tx,
  code: string | null,
): Promise<{ id: string; code: string } | null> {
  if (code === null) return null;
  const [plan] = await tx
    .select({ id: saasPlans.id, code: saasPlans.code })
    .from(saasPlans)
    .where(eq(saasPlans.code, code));
  if (!plan) throw new NotFound("plan");
  return plan;
}
