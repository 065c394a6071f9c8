import { and } from "drizzle-orm";
import { cashShifts } from "@/db/schema/by-hand";
import { authorize } from "@/server/auth/authorize";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { pageOf, toKeysetPage, whereOf } from "@/server/modules/work/list-query";
import type { ListPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownMembership } from "./internal/own-membership";
import { shiftColumns, toShiftDto } from "./internal/shift-row";
import { shiftsWithinReach } from "./internal/within-reach";
import { shiftList } from "./list-spec";
import type { ShiftPage } from "./schema";

/** Shifts within reach, the newest first. Throws `Invalid` for a filter that is not offered. */
export async function listShifts(ctx: Ctx, input: ListPageInput): Promise<ShiftPage> {
  authorize(ctx, "cash.keep");
  const own = ownMembership(ctx);
  const page = pageOf(shiftList, input);
  const where = and(whereOf(ctx, shiftList, input), shiftsWithinReach(ctx), page.after);
  return inTenant(ctx, async (tx) => {
    const { data } = await readSettings(ctx, tx, "receiving");
    const rows = await tx
      .select({ ...shiftColumns, sortKey: page.sortKey })
      .from(cashShifts)
      .where(where)
      .orderBy(...page.orderBy)
      .limit(input.limit + 1);
    const { items, nextCursor } = toKeysetPage(rows, input.limit);
    return {
      items: items.map((row) => toShiftDto(row, row.membershipId === own && data.blindCount)),
      nextCursor,
    };
  });
}
