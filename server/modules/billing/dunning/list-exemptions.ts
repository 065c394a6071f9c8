import { and, asc, eq, sql } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { withinReach } from "@/server/modules/crm/within-reach";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { NAMED } from "./list-ladder-uses";
import type { ExemptionsDto } from "./uses-schema";

/** Customers whom no ladder reminds or cuts, and why; those within the reach of `collection.read`. */
export async function listExemptions(ctx: Ctx): Promise<ExemptionsDto> {
  authorize(ctx, "collection.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({
        id: customers.id,
        number: customers.number,
        name: customers.name,
        reason: customers.dunningExemptReason,
        count: sql<number>`count(*) over ()::int`,
      })
      .from(customers)
      .where(
        and(
          eq(customers.tenantId, ctx.tenantId),
          eq(customers.dunningExempt, true),
          withinReach(ctx, "collection.read"),
        ),
      )
      .orderBy(asc(customers.name), asc(customers.id))
      .limit(NAMED);
    return {
      count: rows[0]?.count ?? 0,
      customers: rows.map(({ count: _count, ...customer }) => customer),
    };
  });
}
