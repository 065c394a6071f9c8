import { type SQL, sql } from "drizzle-orm";
import type { PermissionName } from "@/server/auth/permissions";
import { whereOf } from "@/server/modules/work/list-query";
import { listQuery, type Selection } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { customerList } from "../list-spec";
import { withinReach } from "../within-reach";

/** The rows that a selection means, within the permission's reach; what is not there falls away. */
export function chosenCustomers(ctx: Ctx, permission: PermissionName, chosen: Selection): SQL {
  const rows =
    chosen.mode === "ids"
      ? sql`tenant_id = ${ctx.tenantId} and id = any(${sql.param(chosen.ids)}::uuid[])`
      : whereOf(ctx, customerList, listQuery.parse(chosen.query));
  return sql`${rows} and ${withinReach(ctx, permission)}`;
}
