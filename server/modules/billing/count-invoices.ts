import { sql } from "drizzle-orm";
import { invoices } from "@/db/schema/billing";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { invoiceList } from "./list-spec";
import { ofCustomersWithinReach } from "./of-customers-within-reach";

/** How many invoices within reach the query means; an estimate, marked as one, above 10 000. */
export async function countInvoices(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "invoice.read");
  const reach = ofCustomersWithinReach(ctx, "invoice.read", invoices.customerId);
  const where = sql`${whereOf(ctx, invoiceList(ctx), query)} and ${reach}`;
  return inTenant(ctx, (tx) => countRows(tx, sql`invoices`, where));
}
