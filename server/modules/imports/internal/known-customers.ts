import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { CustomerRow } from "../rules/read-customer";
import type { SeenCustomer } from "../rules/seen-customers";

/**
 * Customers in sight that have the tax id, the e-mail or the phone of any of the rows, whether as their main one or as
 * another. One look for the whole file.
 */
export async function knownCustomers(
  ctx: Ctx,
  tx: Tx,
  rows: readonly CustomerRow[],
): Promise<SeenCustomer[]> {
  const taxIds = rows.flatMap(({ taxId }) => taxId || []);
  const reached = rows.flatMap(({ email, phone }) => [email ?? [], phone ?? []].flat());
  if (taxIds.length === 0 && reached.length === 0) return [];
  const own = sql`c.tenant_id = ${ctx.tenantId} and c.archived_at is null`;
  const { rows: known } = await tx.execute<SeenCustomer>(sql`
    with given as (select unnest(${sql.param([...new Set(reached)])}::text[]) as value)
    select c.name, c.tax_country as "taxCountry", c.tax_id as "taxId", '{}'::text[] as contacts from customers c
      where ${own} and c.tax_id <> '' and c.tax_id = any(${sql.param([...new Set(taxIds)])}::text[])
    union all
    select c.name, c.tax_country, c.tax_id, array_agg(i.value) from given
      join customer_identities i on i.tenant_id = ${ctx.tenantId} and i.value = given.value and i.channel in ('email', 'phone')
      join customers c on c.id = i.customer_id and ${own}
      group by c.id, c.name, c.tax_country, c.tax_id`);
  return known;
}
