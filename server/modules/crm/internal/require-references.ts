import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

type References = {
  ownerMembershipId?: string | null | undefined;
  businessUnitId?: string | null | undefined;
  branchId?: string | null | undefined;
  dunningPolicyId?: string | null | undefined;
};

const TABLES = {
  ownerMembershipId: sql`memberships where status = 'active' and`,
  businessUnitId: sql`business_units where archived_at is null and`,
  branchId: sql`branches where archived_at is null and`,
  dunningPolicyId: sql`dunning_policies where archived_at is null and`,
};

/** Throws `Invalid` beside the field when what a customer refers to is not the tenant's, or no longer in use. */
export async function requireReferences(ctx: Ctx, tx: Tx, given: References): Promise<void> {
  for (const field of Object.keys(TABLES) as (keyof typeof TABLES)[]) {
    const id = given[field];
    if (!id) continue;
    const { rowCount } = await tx.execute(
      sql`select 1 from ${TABLES[field]} tenant_id = ${ctx.tenantId} and id = ${id}`,
    );
    if (rowCount === 0)
      throw new Invalid("reference_unknown", {}, { fields: { [field]: "reference_unknown" } });
  }
}
