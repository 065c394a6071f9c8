import { and, asc, eq, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { saasPlans, tenants } from "@/db/schema/tenants";
import { usageRows } from "@/server/modules/tenants/usage-rows";
import type { PlatformTenantDto } from "../schema";

/** Tenants as the platform lists them, by slug, with usage. */
export async function tenantRows(
  tx: Tx,
  now: Date,
  filters: (SQL | undefined)[],
  limit: number,
): Promise<PlatformTenantDto[]> {
  const parents = alias(tenants, "parents");
  const rows = await tx
    .select({
      id: tenants.id,
      slug: tenants.slug,
      name: tenants.name,
      status: tenants.status,
      country: tenants.country,
      planCode: saasPlans.code,
      parentSlug: parents.slug,
      demo: tenants.demo,
      createdAt: tenants.createdAt,
    })
    .from(tenants)
    .leftJoin(saasPlans, eq(saasPlans.id, tenants.saasPlanId))
    .leftJoin(parents, eq(parents.id, tenants.parentTenantId))
    .where(and(eq(tenants.kind, "tenant"), ...filters))
    .orderBy(asc(tenants.slug))
    .limit(limit);
  const ids = rows.map((row) => row.id);
  const usage = await usageRows(tx, ids, now);
  return rows.map((row) =>
    Object.assign(row, {
      createdAt: row.createdAt.toISOString(),
      usage: usage.get(row.id) ?? [],
    }),
  );
}
