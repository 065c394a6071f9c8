import { and } from "drizzle-orm";
import { bankMovements } from "@/db/schema/bank";
import { authorize } from "@/server/auth/authorize";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { movementColumns } from "./internal/movement-row";
import { movementList } from "./list-spec";
import type { MovementPage } from "./schema";

/** Movements of the company's accounts, the newest first. Throws `Invalid` for a filter that is not offered. */
export async function listMovements(ctx: Ctx, input: ListPageInput): Promise<MovementPage> {
  authorize(ctx, "bank.match");
  const page = pageOf(movementList, input);
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select({ ...movementColumns, sortKey: page.sortKey })
      .from(bankMovements)
      .where(and(whereOf(ctx, movementList, input), page.after))
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return { items: items.map(({ sortKey: _sortKey, ...row }) => row), nextCursor };
  });
}
