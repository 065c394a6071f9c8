import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { withinReach } from "./within-reach";
import { customerList } from "./list-spec";

/** How many customers within reach the query means; an estimate, marked as one, above 10 000. */
export async function countCustomers(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "customer.read");
  const where = sql`${whereOf(ctx, customerList, query)} and ${withinReach(ctx, "customer.read")}`;
  return inTenant(ctx, (tx) => countRows(tx, sql`customers`, where));
}
