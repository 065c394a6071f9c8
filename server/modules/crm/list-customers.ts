import { and } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readTenant } from "@/server/tenancy/read-tenant";
import { customerColumns, toCustomerDto } from "./internal/customer-row";
import { soughtCustomers } from "./internal/sought-customers";
import { withinReach } from "./within-reach";
import { customerList } from "./list-spec";
import type { CustomerPage } from "./schema";

/** Customers within reach, by search, filters and order, page by page. Throws `Invalid` for a filter that is not offered. */
export async function listCustomers(ctx: Ctx, input: ListPageInput): Promise<CustomerPage> {
  authorize(ctx, "customer.read");
  const page = pageOf(customerList, input);
  // What is sought is looked up first; without it the page is one question.
  const inOneOrMore = input.search === "" ? readTenant : inTenant;
  return inOneOrMore(ctx, async (tx) => {
    const sought = await soughtCustomers(ctx, tx, input.search);
    const where = and(
      whereOf(ctx, customerList, input, sought),
      withinReach(ctx, "customer.read"),
      page.after,
    );
    const rows = await tx
      .select({ ...customerColumns(ctx), sortKey: page.sortKey })
      .from(customers)
      .where(where)
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return { items: items.map(({ sortKey: _sortKey, ...row }) => toCustomerDto(row)), nextCursor };
  });
}
