import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { dunningPolicies } from "@/db/schema/dunning";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type AssignedPolicyDto, assignPolicyInput, type AssignPolicyInput } from "./schema";

/** Gives customers and plans a ladder of their own, or takes it away. Throws `NotFound` when one is not the tenant's; then none changes. */
export async function assignPolicy(ctx: Ctx, given: AssignPolicyInput): Promise<AssignedPolicyDto> {
  const { policyId, customerIds, itemIds } = assignPolicyInput.parse(given);
  authorize(ctx, "billingPolicy.manage");
  return inTenant(ctx, async (tx) => {
    if (policyId) await requirePolicy(ctx, tx, policyId);
    const customers = await assign(ctx, tx, "customers", customerIds, policyId);
    const items = await assign(ctx, tx, "catalog_items", itemIds, policyId);
    if (customers + items > 0)
      record(ctx, "dunningPolicy.assigned", {
        entity: { type: "dunningPolicy", id: policyId ?? "none" },
        payload: { customers, items },
      });
    return { customers, items };
  });
}

async function requirePolicy(ctx: Ctx, tx: Tx, policyId: string): Promise<void> {
  const [row] = await tx
    .select({ id: dunningPolicies.id })
    .from(dunningPolicies)
    .where(
      and(
        eq(dunningPolicies.tenantId, ctx.tenantId),
        eq(dunningPolicies.id, policyId),
        isNull(dunningPolicies.archivedAt),
      ),
    );
  if (!row) throw new NotFound("dunningPolicy");
}

async function assign(
  ctx: Ctx,
  tx: Tx,
  table: "customers" | "catalog_items",
  ids: readonly string[],
  policyId: string | null,
): Promise<number> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return 0;
  const { rowCount } = await tx.execute(sql`
    update ${sql.raw(table)} set dunning_policy_id = ${policyId}::uuid, updated_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and id = any(${sql.param(unique)}::uuid[])`);
  if (rowCount !== unique.length)
    throw new NotFound(table === "customers" ? "customer" : "catalogItem");
  return unique.length;
}
