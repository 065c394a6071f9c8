import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { oneOf } from "@/db/one-of";
import type { Minor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";

/** An issued invoice of which something is open. */
export type Claim = {
  id: string;
  customerId: string;
  currency: string;
  rate: string;
  openMinor: Minor;
  businessUnitId: string | null;
  branchId: string | null;
  /** Only an issued one can be paid. */
  issued: boolean;
};

/** Open invoices of the customers, the oldest due first; or only those named, paid or not. */
export async function readClaims(
  ctx: Ctx,
  tx: Tx,
  customerIds: readonly string[],
  named?: readonly string[],
): Promise<Claim[]> {
  const only = named
    ? sql`i.id ${oneOf(named)}`
    : sql`i.open_minor > 0 and i.disputed_at is null and i.document_status = 'finalized'`;
  const { rows } = await tx.execute<Claim>(sql`
    select i.id, i.customer_id as "customerId", i.currency, i.fx_rate::text as rate,
      i.open_minor::float8 as "openMinor", i.business_unit_id as "businessUnitId", i.branch_id as "branchId",
      i.document_status = 'finalized' as issued
    from invoices i
    where i.tenant_id = ${ctx.tenantId} and i.customer_id ${oneOf(customerIds)}
      and ${only}
    order by i.due_on, i.issued_on, i.number, i.id`);
  return rows;
}
