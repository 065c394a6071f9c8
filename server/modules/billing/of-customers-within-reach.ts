import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { reachOf } from "@/server/auth/authorize";
import type { PermissionName } from "@/server/auth/permissions";
import { withinReach } from "@/server/modules/crm/within-reach";
import type { Ctx } from "@/server/tenancy/context";

/** Rows of customers whom the actor's permission reaches; `customerId` is the row's own column. */
export function ofCustomersWithinReach(
  ctx: Ctx,
  permission: PermissionName,
  customerId: SQLWrapper,
): SQL {
  if (reachOf(ctx.actor, permission) === "all") return sql`true`;
  return sql`exists (select 1 from ${customers} where ${customers.tenantId} = ${ctx.tenantId}
    and ${customers.id} = ${customerId} and ${withinReach(ctx, permission)})`;
}
