import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** Throws `Invalid` beside the field when the unit or branch is not the tenant's, or no longer in use. */
export async function requireUnits(
  ctx: Ctx,
  tx: Tx,
  given: { businessUnitId: string | null; branchId: string | null },
): Promise<void> {
  const { rows } = await tx.execute<{ unit: boolean; branch: boolean }>(sql`
    select ${given.businessUnitId}::uuid is null or exists (select 1 from business_units
        where tenant_id = ${ctx.tenantId} and id = ${given.businessUnitId} and archived_at is null) as unit,
      ${given.branchId}::uuid is null or exists (select 1 from branches
        where tenant_id = ${ctx.tenantId} and id = ${given.branchId} and archived_at is null) as branch`);
  const field = !rows[0]?.unit ? "businessUnitId" : !rows[0].branch ? "branchId" : null;
  if (field)
    throw new Invalid("reference_unknown", {}, { fields: { [field]: "reference_unknown" } });
}
