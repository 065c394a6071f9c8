import { sql } from "drizzle-orm";
import { deposits } from "@/db/schema/ledger";
import { authorize } from "@/server/auth/authorize";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { depositList } from "./list-spec";

/** How many deposits within reach the query means. */
export async function countDeposits(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "payment.read");
  const reach = ofCustomersWithinReach(ctx, "payment.read", deposits.customerId);
  const where = sql`${whereOf(ctx, depositList, query)} and ${reach}`;
  return inTenant(ctx, (tx) => countRows(tx, sql`deposits`, where));
}
