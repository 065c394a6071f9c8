import { and, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantLimits, tenants } from "@/db/schema/tenants";
import { Invalid, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { mayGive } from "../rules/limits";
import { RESOURCE_NAMES, type Resource } from "../rules/resources";
import { usageRows } from "../usage-rows";

/** Locks the reseller, so that two of its changes to children's limits are one after the other. */
export async function lockReseller(ctx: Ctx, tx: Tx): Promise<void> {
  const rows = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId))
    .for("update");
  if (rows.length === 0) throw new NotFound("tenant");
}

/**
 * Throws Invalid("child_limit_exceeds") unless, beside what the other children have, each limit fits the reseller's own.
 * A resource that is absent is unlimited, which a reseller with a limit cannot give.
 */
export async function requireGivable(
  ctx: Ctx,
  tx: Tx,
  limits: Partial<Record<Resource, number | null>>,
  resources: readonly Resource[] = RESOURCE_NAMES,
  childTenantId?: string,
): Promise<void> {
  const own = new Map(
    ((await usageRows(tx, [ctx.tenantId], ctx.now)).get(ctx.tenantId) ?? []).map((row) => [
      row.resource,
      row.maximum,
    ]),
  );
  const given = await givenToChildren(ctx, tx, childTenantId);
  for (const resource of resources) {
    const maximum = own.get(resource) ?? null;
    const others = given.get(resource) ?? 0;
    if (mayGive(maximum, others, limits[resource] ?? null)) continue;
    const available = Math.max(0, (maximum ?? 0) - others);
    throw new Invalid(
      "child_limit_exceeds",
      { resource, available },
      { fields: { [`limits.${resource}`]: "child_limit_exceeds" } },
    );
  }
}

async function givenToChildren(
  ctx: Ctx,
  tx: Tx,
  except: string | undefined,
): Promise<Map<string, number>> {
  const rows = await tx
    .select({
      resource: tenantLimits.resource,
      given: sql<string>`coalesce(sum(${tenantLimits.maximum}), 0)`,
    })
    .from(tenantLimits)
    .innerJoin(tenants, eq(tenants.id, tenantLimits.tenantId))
    .where(
      and(
        eq(tenants.parentTenantId, ctx.tenantId),
        ne(tenants.status, "closed"),
        ...(except ? [ne(tenants.id, except)] : []),
      ),
    )
    .groupBy(tenantLimits.resource);
  return new Map(rows.map((row) => [row.resource, Number(row.given)]));
}
