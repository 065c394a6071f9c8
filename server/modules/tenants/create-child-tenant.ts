import { eq } from "drizzle-orm";
import { tenantLimits, tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { countUsage } from "./count-usage";
import { lockReseller, requireGivable } from "./internal/child-limits";
import { requireFlag } from "./is-enabled";
import { openTenant } from "./open-tenant";
import type { CreateChildTenantInput, CreatedTenantDto } from "./schema";

/**
 * A reseller opens a tenant of its own. Throws Forbidden where the feature is off, LimitReached at its own number of
 * children, Invalid where the limits given would pass its own, Conflict("slug_taken").
 */
export async function createChildTenant(
  ctx: Ctx,
  input: CreateChildTenantInput,
): Promise<CreatedTenantDto> {
  authorize(ctx, "reseller.manage");
  // Only the platform's role may write another tenant's rows; the fact that it did is in the platform's chain.
  return asPlatform(ctx, "reseller creates a child tenant", async (tx) => {
    await lockReseller(ctx, tx);
    await requireFlag(ctx, tx, "resellers");
    await countUsage(ctx, tx, "childTenants", 1);
    await requireGivable(ctx, tx, input.limits);
    const { limits, ...tenant } = input;
    const [reseller] = await tx
      .select({ name: tenants.name })
      .from(tenants)
      .where(eq(tenants.id, ctx.tenantId));
    const created = await openTenant(ctx, tx, {
      ...tenant,
      plan: null,
      parentTenantId: ctx.tenantId,
      origin: "reseller",
      ...(reseller && { inviterName: reseller.name }),
    });
    const rows = Object.entries(limits).map(([resource, maximum]) => ({
      tenantId: created.id,
      resource,
      maximum,
      updatedAt: ctx.now,
    }));
    if (rows.length > 0) await tx.insert(tenantLimits).values(rows);
    await countUsage({ ...ctx, tenantId: created.id }, tx, "staff", 0);
    return created;
  });
}
