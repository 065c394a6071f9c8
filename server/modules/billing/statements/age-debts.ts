import { sql } from "drizzle-orm";
import { invoices } from "@/db/schema/billing";
import { authorize } from "@/server/auth/authorize";
import { currencyDigits } from "@/server/kernel/money";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { AgingDto, AgingInput } from "./schema";

type Row = AgingDto["rows"][number];

/**
 * What is owed by age, a row a currency, and what it comes to in the tenant's: not due yet, 1–30 days overdue, 31–60,
 * 61–90, more. Of one customer or of all within reach.
 */
export function ageDebts(ctx: Ctx, { customerId }: AgingInput): Promise<AgingDto> {
  authorize(ctx, "invoice.read");
  return inTenant(ctx, async (tx) => {
    const { today, currency: baseCurrency } = await tenantFacts(ctx, tx);
    const late = sql`(${today}::date - invoices.due_on)`;
    const open = (where: ReturnType<typeof sql>) =>
      sql`coalesce(sum(open_minor) filter (where ${where}), 0)::float8`;
    const reach = ofCustomersWithinReach(ctx, "invoice.read", invoices.customerId);
    const only = customerId ? sql`and invoices.customer_id = ${customerId}` : sql``;
    const { rows } = await tx.execute<Row>(sql`
      select currency, ${open(sql`${late} <= 0`)} as "notDueMinor", ${open(sql`${late} between 1 and 30`)} as "days30Minor",
        ${open(sql`${late} between 31 and 60`)} as "days60Minor", ${open(sql`${late} between 61 and 90`)} as "days90Minor",
        ${open(sql`${late} > 90`)} as "olderMinor", sum(open_minor)::float8 as "totalMinor",
        sum(round(open_minor * fx_rate))::float8 as "totalBaseMinor", count(*)::int as invoices
      from invoices
      where tenant_id = ${ctx.tenantId} and open_minor > 0 and document_status = 'finalized' and ${reach} ${only}
      group by currency order by currency`);
    const shifted = rows.map((row) => ({
      ...row,
      totalBaseMinor: Math.round(
        row.totalBaseMinor * 10 ** (currencyDigits(baseCurrency) - currencyDigits(row.currency)),
      ),
    }));
    return { asOf: today, baseCurrency, rows: shifted };
  });
}
