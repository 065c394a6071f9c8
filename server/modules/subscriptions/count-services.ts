import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { servicesWithinReach } from "./internal/service-row";
import { serviceList } from "./list-spec";

/** How many services within reach the query means; an estimate, marked as one, above 10 000. */
export async function countServices(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "service.read");
  const where = sql`${whereOf(ctx, serviceList, query)} and ${servicesWithinReach(ctx, "service.read")}`;
  return inTenant(ctx, (tx) => countRows(tx, sql`services`, where));
}
