import { and } from "drizzle-orm";
import { invoices } from "@/db/schema/billing";
import { authorize } from "@/server/auth/authorize";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { readTenant } from "@/server/tenancy/read-tenant";
import { invoiceColumns, toInvoiceDto } from "./internal/invoice-row";
import { invoiceList } from "./list-spec";
import { ofCustomersWithinReach } from "./of-customers-within-reach";
import type { InvoicePage } from "./schema";

/** Invoices and drafts within reach, page by page. Throws `Invalid` for a filter that is not offered. */
export async function listInvoices(ctx: Ctx, input: ListPageInput): Promise<InvoicePage> {
  authorize(ctx, "invoice.read");
  const spec = invoiceList(ctx);
  const page = pageOf(spec, input);
  const where = and(
    whereOf(ctx, spec, input),
    ofCustomersWithinReach(ctx, "invoice.read", invoices.customerId),
    page.after,
  );
  return readTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ ...invoiceColumns, sortKey: page.sortKey })
      .from(invoices)
      .where(where)
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return {
      items: items.map(({ sortKey: _sortKey, ...row }) => toInvoiceDto(ctx, row)),
      nextCursor,
    };
  });
}
