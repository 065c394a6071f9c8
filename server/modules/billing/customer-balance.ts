import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Minor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";

export type Balance = {
  customerId: string;
  currency: string;
  /** Owed to us. */
  receivableMinor: Minor;
  /** Paid to us and not used yet. */
  creditMinor: Minor;
  /** Of what is owed, what is past its due date. */
  overdueMinor: Minor;
};

/** What customers owe and have in credit, by currency, with what is overdue on `today`; none where nothing ever moved. */
export async function customerBalance(
  ctx: Ctx,
  tx: Tx,
  customerIds: readonly string[],
  today: string,
): Promise<Balance[]> {
  const { rows } = await tx.execute<Balance>(sql`
    select b.customer_id as "customerId", b.currency, b.receivable_minor::float8 as "receivableMinor",
      b.credit_minor::float8 as "creditMinor", coalesce(o.overdue, 0)::float8 as "overdueMinor"
    from customer_balances b
    left join lateral (
      select sum(i.open_minor) as overdue from invoices i
      where i.tenant_id = b.tenant_id and i.customer_id = b.customer_id and i.currency = b.currency
        and i.open_minor > 0 and i.document_status = 'finalized' and i.due_on < ${today}::date) o on true
    where b.tenant_id = ${ctx.tenantId} and b.customer_id = any(${sql.param([...customerIds])}::uuid[])
    order by b.customer_id, b.currency`);
  return rows;
}
