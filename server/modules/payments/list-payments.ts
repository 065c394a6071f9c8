import { and } from "drizzle-orm";
import { payments } from "@/db/schema/payments";
import { authorize } from "@/server/auth/authorize";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { readTenant } from "@/server/tenancy/read-tenant";
import { paymentColumns, toPaymentDto } from "./internal/payment-row";
import { paymentList } from "./list-spec";
import type { PaymentPage } from "./schema";

/** Payments within reach, page by page. Throws `Invalid` for a filter that is not offered. */
export async function listPayments(ctx: Ctx, input: ListPageInput): Promise<PaymentPage> {
  authorize(ctx, "payment.read");
  const page = pageOf(paymentList, input);
  const where = and(
    whereOf(ctx, paymentList, input),
    ofCustomersWithinReach(ctx, "payment.read", payments.customerId),
    page.after,
  );
  return readTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ ...paymentColumns, sortKey: page.sortKey })
      .from(payments)
      .where(where)
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return { items: items.map(({ sortKey: _sortKey, ...row }) => toPaymentDto(row)), nextCursor };
  });
}
