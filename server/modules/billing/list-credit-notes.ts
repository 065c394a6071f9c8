import { and } from "drizzle-orm";
import { creditNotes } from "@/db/schema/billing";
import { authorize } from "@/server/auth/authorize";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { creditNoteColumns, toCreditNoteDto } from "./internal/credit-note-row";
import { creditNoteList } from "./list-spec";
import { ofCustomersWithinReach } from "./of-customers-within-reach";
import type { CreditNotePage } from "./schema";

/** Credit notes within reach, page by page. Throws `Invalid` for a filter that is not offered. */
export async function listCreditNotes(ctx: Ctx, input: ListPageInput): Promise<CreditNotePage> {
  authorize(ctx, "invoice.read");
  const page = pageOf(creditNoteList, input);
  const where = and(
    whereOf(ctx, creditNoteList, input),
    ofCustomersWithinReach(ctx, "invoice.read", creditNotes.customerId),
    page.after,
  );
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ ...creditNoteColumns, sortKey: page.sortKey })
      .from(creditNotes)
      .where(where)
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return {
      items: items.map(({ sortKey: _sortKey, ...row }) => toCreditNoteDto(row)),
      nextCursor,
    };
  });
}
