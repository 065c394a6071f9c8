import { and, sql } from "drizzle-orm";
import { paymentPromises } from "@/db/schema/dunning";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { withinReach } from "@/server/modules/crm/within-reach";
import { countRows } from "@/server/modules/work/count-rows";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListPageInput, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { onPromiseCustomer, promiseColumns, toPromiseDto } from "./internal/promise-row";
import { promiseList } from "./promise-list-spec";
import type { PromisePage } from "./promise-schema";

/** Promises to pay of customers within reach, page by page. Throws `Invalid` for a filter that is not offered. */
export async function listPromises(ctx: Ctx, input: ListPageInput): Promise<PromisePage> {
  authorize(ctx, "collection.read");
  const page = pageOf(promiseList, input);
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ ...promiseColumns, sortKey: page.sortKey })
      .from(paymentPromises)
      .innerJoin(customers, onPromiseCustomer)
      .where(and(whereOf(ctx, promiseList, input), withinReach(ctx, "collection.read"), page.after))
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return { items: items.map(({ sortKey: _sortKey, ...row }) => toPromiseDto(row)), nextCursor };
  });
}

/** How many the query means. */
export async function countPromises(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "collection.read");
  const where = sql`${whereOf(ctx, promiseList, query)} and ${withinReach(ctx, "collection.read")}`;
  const table = sql`payment_promises join customers on customers.id = payment_promises.customer_id
    and customers.tenant_id = payment_promises.tenant_id`;
  return inTenant(ctx, (tx) => countRows(tx, table, where));
}
