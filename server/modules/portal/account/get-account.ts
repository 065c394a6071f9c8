import { sql } from "drizzle-orm";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownCustomer } from "../internal/own-customer";
import { ownInvoices } from "../internal/own-invoices";
import type { AccountDto } from "./schema";

type Balance = AccountDto["balances"][number];

/** What the signed-in customer owes and has in favour, by currency, and what falls due first. */
export function getAccount(ctx: Ctx): Promise<AccountDto> {
  const { customerId } = ownCustomer(ctx);
  return inTenant(ctx, async (tx) => {
    const { today, currency } = await tenantFacts(ctx, tx);
    const open = sql`document_status = 'finalized' and open_minor > 0`;
    const { rows: balances } = await tx.execute<Balance>(sql`
      select b.currency, b.receivable_minor::float8 as "owedMinor", b.credit_minor::float8 as "creditMinor",
        coalesce((select sum(open_minor) from invoices i where i.tenant_id = b.tenant_id
          and i.customer_id = b.customer_id and i.currency = b.currency and ${open} and i.due_on < ${today}),
          0)::float8 as "overdueMinor"
      from customer_balances b where b.tenant_id = ${ctx.tenantId} and b.customer_id = ${customerId}
        and (b.receivable_minor <> 0 or b.credit_minor <> 0)
      order by b.currency <> ${currency}, b.currency`);
    const { rows: counted } = await tx.execute<{
      n: number;
    }>(sql`select count(*)::int as n from invoices
      where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and ${open}`);
    const first = sql`and ${open} order by due_on, issued_on, id limit 1`;
    return {
      balances,
      openInvoices: counted[0]?.n ?? 0,
      first: (await ownInvoices(ctx, tx, today, first))[0] ?? null,
    };
  });
}
