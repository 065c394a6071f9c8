import { sql } from "drizzle-orm";
import { invoices } from "@/db/schema/billing";
import { authorize } from "@/server/auth/authorize";
import { whereOf } from "@/server/modules/work/list-query";
import type { ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { invoiceList } from "./list-spec";
import { ofCustomersWithinReach } from "./of-customers-within-reach";
import type { TotalsDto } from "./schema";

/** What the issued invoices that the query means come to, by currency: billed and still open. Drafts and voided ones count nothing. */
export async function sumInvoices(ctx: Ctx, query: ListQuery): Promise<TotalsDto> {
  authorize(ctx, "invoice.read");
  const reach = ofCustomersWithinReach(ctx, "invoice.read", invoices.customerId);
  const where = sql`${whereOf(ctx, invoiceList(ctx), query)} and ${reach}`;
  return inTenant(ctx, async (tx) => {
    // The sums stand in an index of their own, a tenth of the table, which is read from end to end: no page of it is far.
    await tx.execute(sql`set local random_page_cost = 1`);
    const { rows } = await tx.execute<TotalsDto[number]>(sql`
      select currency, sum(total_minor)::float8 as "totalMinor", sum(open_minor)::float8 as "openMinor",
        count(*)::int as invoices
      from invoices where ${where} and document_status = 'finalized' group by currency order by count(*) desc, currency`);
    return rows;
  });
}
