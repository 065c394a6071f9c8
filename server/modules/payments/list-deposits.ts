import { and } from "drizzle-orm";
import { deposits } from "@/db/schema/ledger";
import { authorize } from "@/server/auth/authorize";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { depositColumns } from "./internal/deposit-row";
import { depositList } from "./list-spec";
import type { DepositPage } from "./schema";

/** Deposits within reach, held or used, page by page. Throws `Invalid` for a filter that is not offered. */
export async function listDeposits(ctx: Ctx, input: ListPageInput): Promise<DepositPage> {
  authorize(ctx, "payment.read");
  const page = pageOf(depositList, input);
  const where = and(
    whereOf(ctx, depositList, input),
    ofCustomersWithinReach(ctx, "payment.read", deposits.customerId),
    page.after,
  );
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ ...depositColumns, sortKey: page.sortKey })
      .from(deposits)
      .where(where)
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return { items: items.map(({ sortKey: _sortKey, ...row }) => row), nextCursor };
  });
}
