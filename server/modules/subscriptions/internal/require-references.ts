import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

type References = {
  customerId: string;
  addressId?: string | null | undefined;
  businessUnitId?: string | null | undefined;
  branchId?: string | null | undefined;
};

/** Throws `Invalid` beside the field when what a service refers to is not the tenant's, not the customer's, or out of use. */
export async function requireReferences(ctx: Ctx, tx: Tx, given: References): Promise<void> {
  const found = {
    addressId: sql`customer_addresses where customer_id = ${given.customerId} and`,
    businessUnitId: sql`business_units where archived_at is null and`,
    branchId: sql`branches where archived_at is null and`,
  };
  for (const field of ["addressId", "businessUnitId", "branchId"] as const) {
    const id = given[field];
    if (!id) continue;
    const { rowCount } = await tx.execute(
      sql`select 1 from ${found[field]} tenant_id = ${ctx.tenantId} and id = ${id}`,
    );
    if (rowCount === 0)
      throw new Invalid("reference_unknown", {}, { fields: { [field]: "reference_unknown" } });
  }
}
