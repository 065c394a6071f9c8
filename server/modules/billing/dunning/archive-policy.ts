import { and, eq, isNull, sql } from "drizzle-orm";
import { dunningPolicies } from "@/db/schema/dunning";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockPolicies } from "./internal/policy-writes";
import { policyDtos } from "./list-policies";
import type { PolicyDto, PolicyIdInput } from "./schema";

/**
 * Puts a ladder away; customers and plans that had it go back to the one for everybody. Throws `NotFound`, `Conflict` for
 * that one itself. Returns those that are left.
 */
export async function archivePolicy(ctx: Ctx, { policyId }: PolicyIdInput): Promise<PolicyDto[]> {
  authorize(ctx, "billingPolicy.manage");
  return inTenant(ctx, async (tx) => {
    await lockPolicies(ctx, tx);
    const own = and(
      eq(dunningPolicies.tenantId, ctx.tenantId),
      eq(dunningPolicies.id, policyId),
      isNull(dunningPolicies.archivedAt),
    );
    const [row] = await tx.select().from(dunningPolicies).where(own);
    if (!row) throw new NotFound("dunningPolicy");
    if (row.isDefault) throw new Conflict("dunning_default_stays");
    await tx.update(dunningPolicies).set({ archivedAt: ctx.now, updatedAt: ctx.now }).where(own);
    for (const table of ["customers", "catalog_items"])
      await tx.execute(sql`update ${sql.raw(table)} set dunning_policy_id = null
        where tenant_id = ${ctx.tenantId} and dunning_policy_id = ${policyId}`);
    record(ctx, "dunningPolicy.archived", {
      entity: { type: "dunningPolicy", id: policyId },
      payload: { name: row.name },
    });
    return policyDtos(ctx, tx);
  });
}
