import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readPolicyRows } from "./internal/read-policies";
import type { PolicyDto } from "./schema";

/** The tenant's ladders, the one for everybody first; it is made where there is none yet. */
export async function listPolicies(ctx: Ctx): Promise<PolicyDto[]> {
  authorize(ctx, "collection.read");
  return inTenant(ctx, (tx) => policyDtos(ctx, tx));
}

/** The same within another verb's transaction. */
export async function policyDtos(ctx: Ctx, tx: Tx): Promise<PolicyDto[]> {
  const rows = await readPolicyRows(ctx, tx);
  const { rows: uses } = await tx.execute<{ id: string; customers: number; items: number }>(sql`
    select p.id,
      (select count(*)::int from customers c where c.tenant_id = p.tenant_id and c.dunning_policy_id = p.id) as customers,
      (select count(*)::int from catalog_items i where i.tenant_id = p.tenant_id and i.dunning_policy_id = p.id) as items
    from dunning_policies p where p.tenant_id = ${ctx.tenantId} and p.archived_at is null`);
  const usesOf = new Map(uses.map((row) => [row.id, row]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    isDefault: row.isDefault,
    steps: row.steps.map(({ key, kind, offsetDays }) => ({ key, kind, offsetDays })),
    cutFrom: row.cutFrom,
    cutUntil: row.cutUntil,
    noCutWeekdays: row.noCutWeekdays,
    skipHolidays: row.skipHolidays,
    skipEveOfHolidays: row.skipEveOfHolidays,
    floorMinor: row.floorMinor,
    oneOffCuts: row.oneOffCuts,
    maxPromiseDays: row.maxPromiseDays,
    maxPromisesPerYear: row.maxPromisesPerYear,
    promiseDownPaymentPercent: row.promiseDownPaymentPercent,
    customers: usesOf.get(row.id)?.customers ?? 0,
    items: usesOf.get(row.id)?.items ?? 0,
  }));
}
