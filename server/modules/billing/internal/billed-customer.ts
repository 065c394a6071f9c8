import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { DocumentRecipient } from "@/db/schema/billing";
import { NotFound } from "@/server/kernel/errors";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";

export type BilledCustomer = {
  recipient: DocumentRecipient;
  number: number;
  /** ISO 4217; null: the tenant's. */
  currency: string | null;
  /** From issue to due date. */
  dueDays: number;
  businessUnitId: string | null;
  branchId: string | null;
};

/** Who a document is for, as the customer stands now, and on which terms; throws `NotFound`. */
export async function billedCustomer(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
): Promise<BilledCustomer> {
  const { rows } = await tx.execute<
    Omit<BilledCustomer, "recipient" | "dueDays"> & DocumentRecipient & { dueDays: number | null }
  >(sql`
    select coalesce(nullif(c.legal_name, ''), c.name) as name, c.tax_id_kind as "taxIdKind", c.tax_id as "taxId",
      coalesce(a.text, '') as address, c.email, c.number, c.currency, c.due_days as "dueDays",
      c.business_unit_id as "businessUnitId", c.branch_id as "branchId"
    from customers c
    left join lateral (
      select concat_ws(', ', nullif(street, ''), nullif(district, ''), nullif(city, ''), nullif(region, '')) as text
      from customer_addresses where tenant_id = c.tenant_id and customer_id = c.id
      order by (kind = 'fiscal') desc, is_primary desc, created_at limit 1) a on true
    where c.tenant_id = ${ctx.tenantId} and c.id = ${customerId}`);
  const [row] = rows;
  if (!row) throw new NotFound("customer");
  const { name, taxIdKind, taxId, address, email, dueDays, ...rest } = row;
  const { data } = await readSettings(ctx, tx, "billing");
  const recipient = { name, taxIdKind, taxId, address, email };
  return { ...rest, recipient, dueDays: dueDays ?? data.dueDays };
}
