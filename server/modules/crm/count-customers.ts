import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { soughtCustomers } from "./internal/sought-customers";
import { withinReach } from "./within-reach";
import { customerList } from "./list-spec";

/** How many customers within reach the query means; an estimate, marked as one, above 10 000. */
export async function countCustomers(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "customer.read");
  return inTenant(ctx, async (tx) => {
    const sought = await soughtCustomers(ctx, tx, query.search);
    // All of them are counted, and estimated beyond: reading in order would gain nothing, and its guess is no estimate.
    const rows = whereOf(ctx, customerList, query, sought === "many" ? "unknown" : sought);
    const reach = withinReach(ctx, "customer.read");
    return countRows(tx, sql`customers`, sql`${rows} and ${reach}`);
  });
}
