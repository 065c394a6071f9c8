import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { movementList } from "./list-spec";

/** How many movements the query means. */
export async function countMovements(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "bank.match");
  const where = whereOf(ctx, movementList, query);
  return inTenant(ctx, (tx) => countRows(tx, sql`bank_movements`, where));
}
