import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { shiftsWithinReach } from "./internal/within-reach";
import { shiftList } from "./list-spec";

/** How many shifts within reach the query means. */
export async function countShifts(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "cash.keep");
  const where = sql`${whereOf(ctx, shiftList, query)} and ${shiftsWithinReach(ctx)}`;
  return inTenant(ctx, (tx) => countRows(tx, sql`cash_shifts`, where));
}
