import { and } from "drizzle-orm";
import { paymentProofs } from "@/db/schema/by-hand";
import { authorize } from "@/server/auth/authorize";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { proofColumns, toProofDto } from "./internal/proof-row";
import { proofList } from "./list-spec";
import type { ProofPage } from "./schema";

/** Proofs within reach, who waits longest first. Throws `Invalid` for a filter that is not offered. */
export async function listProofs(ctx: Ctx, input: ListPageInput): Promise<ProofPage> {
  authorize(ctx, "payment.read");
  const page = pageOf(proofList, input);
  const where = and(
    whereOf(ctx, proofList, input),
    ofCustomersWithinReach(ctx, "payment.read", paymentProofs.customerId),
    page.after,
  );
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ ...proofColumns, sortKey: page.sortKey })
      .from(paymentProofs)
      .where(where)
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return { items: items.map(({ sortKey: _sortKey, ...row }) => toProofDto(row)), nextCursor };
  });
}
