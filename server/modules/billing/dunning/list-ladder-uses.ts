import { and, asc, eq, sql } from "drizzle-orm";
import { catalogItems } from "@/db/schema/catalog";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import { withinReach } from "@/server/modules/crm/within-reach";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readPolicies } from "./internal/read-policies";
import type { LadderUsesDto, LadderUsesInput } from "./uses-schema";

/** How many named rows an answer holds; the counts are whole. */
export const NAMED = 50;

/** Who follows a ladder: services for whatever reason, and the customers (within reach) and plans that have it as their own. */
export async function listLadderUses(
  ctx: Ctx,
  { policyId }: LadderUsesInput,
): Promise<LadderUsesDto> {
  authorize(ctx, "collection.read");
  return inTenant(ctx, async (tx) => {
    const { byId, fallback } = await readPolicies(ctx, tx);
    if (!byId.has(policyId)) throw new NotFound("dunningPolicy");
    const { rows } = await tx.execute<{ services: number }>(sql`
      select count(*)::int as services from services s
      join customers on customers.id = s.customer_id and customers.tenant_id = s.tenant_id
      join catalog_items i on i.id = s.item_id and i.tenant_id = s.tenant_id
      where s.tenant_id = ${ctx.tenantId} and s.state not in ('terminated', 'cancelled')
        and coalesce(customers.dunning_policy_id, i.dunning_policy_id, ${fallback.id}::uuid) = ${policyId}::uuid
        and ${withinReach(ctx, "collection.read")}`);
    const own = await tx
      .select({ id: customers.id, number: customers.number, name: customers.name })
      .from(customers)
      .where(
        and(
          eq(customers.tenantId, ctx.tenantId),
          eq(customers.dunningPolicyId, policyId),
          withinReach(ctx, "collection.read"),
        ),
      )
      .orderBy(asc(customers.name), asc(customers.id))
      .limit(NAMED);
    const items = await tx
      .select({ id: catalogItems.id, code: catalogItems.code, name: catalogItems.name })
      .from(catalogItems)
      .where(
        and(eq(catalogItems.tenantId, ctx.tenantId), eq(catalogItems.dunningPolicyId, policyId)),
      )
      .orderBy(asc(catalogItems.name), asc(catalogItems.id))
      .limit(NAMED);
    return { services: rows[0]?.services ?? 0, customers: own, items };
  });
}
